/** Asks, before anything is downloaded, whether this device's GPU can run web-llm and a model. */
import type { Availability } from '../engine/adapter.js';
import { LocalLLMError } from '../errors.js';
import { gpuObstacle, probeGpu } from '../models/gpu.js';
import type { ModelRecord } from '../models/model-record.js';

/** Here a model has been chosen already: a GPU process that starts slowly is worth some waiting. */
const PROBE_DEADLINE_MS = 10_000;

/** Whether the model can run here; if not, an error that names what is missing. */
export async function gpuAvailability(model: ModelRecord): Promise<Availability> {
  if (model.engine !== 'webllm') return unavailable(`${model.name} is not a model in MLC format.`);
  const obstacle = gpuObstacle(model, await probeGpu(PROBE_DEADLINE_MS));
  return obstacle === null ? { available: true } : unavailable(obstacle.message);
}

function unavailable(message: string): Availability {
  return { available: false, error: new LocalLLMError('unsupported', message) };
}
