/** Which model to take, and which one after it when it fails: pure, so that every fall can be tried on paper. */
import type { LocalLLMError } from '../errors.js';
import type { ModelRecord } from '../models/model-record.js';
import type { EngineId } from './adapter.js';
import type { ChoiceReason, EngineChoice, ModelOffer } from './engine-state.js';

/** An engine and model that may work here, best first in a list of them. */
export interface Candidate {
  readonly engine: EngineId;
  readonly model: ModelRecord;
  readonly reason: ChoiceReason;
}

/** The candidates, and why others are none. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly passedOver: readonly ChoiceReason[];
}

/** A candidate with what is known of it on this device. */
export interface Rung extends Candidate {
  /** When it was last used here, in milliseconds since 1970; `null` when it is not on the device. */
  readonly lastUsedAt: number | null;
}

/**
 * The order of the first choice: what is here already comes before what would have to be downloaded,
 * the last used first. So a visitor's own pick stays, and so does the model that a device fell back to.
 */
export function orderRungs(rungs: readonly Rung[]): readonly Rung[] {
  const here = rungs.filter(({ lastUsedAt }) => lastUsedAt !== null);
  const best = rungs[0];
  return [...here.sort((one, other) => (other.lastUsedAt ?? 0) - (one.lastUsedAt ?? 0)), ...without(rungs, here)].map(
    (rung) =>
      rung === best || rung.lastUsedAt === null
        ? rung
        : { ...rung, reason: { code: 'on-device', message: `${rung.model.name} is on this device already.` } },
  );
}

/** A choice as the state shows it. */
export function choiceOf(rung: Rung, rungs: readonly Rung[], reasons: readonly ChoiceReason[]): EngineChoice {
  const { engine, model, reason, lastUsedAt } = rung;
  return {
    engine,
    model,
    onDevice: lastUsedAt !== null,
    reasons: [...reasons, reason],
    alternatives: without(rungs, [rung]).map(offerOf),
  };
}

function offerOf({ engine, model, lastUsedAt }: Rung): ModelOffer {
  return { engine, model, onDevice: lastUsedAt !== null };
}

/**
 * What is worth a try after `failed`. A device that ran out of memory, or lost its GPU under the
 * weight, will not do better with a model of about the same size on the same engine.
 */
export function rungsBelow(rungs: readonly Rung[], failed: Rung, error: LocalLLMError): readonly Rung[] {
  const others = without(rungs, [failed]);
  if (error.code !== 'out-of-memory' && error.code !== 'device-lost') return others;
  const limit = (memoryOf(failed.model) ?? Number.POSITIVE_INFINITY) * 0.75;
  return others.filter(({ engine, model }) => engine !== failed.engine || (memoryOf(model) ?? 0) <= limit);
}

/**
 * The next one, and whether the visitor has to be asked: nobody agreed to a larger download than the
 * one that they were shown, so what fits into that comes first.
 */
export function nextRung(
  rungs: readonly Rung[],
  agreedBytes: number,
): { readonly rung: Rung; readonly needsConsent: boolean } | null {
  const agreed = rungs.find(
    ({ lastUsedAt, model }) => lastUsedAt !== null || (model.bytes ?? Number.POSITIVE_INFINITY) <= agreedBytes,
  );
  const rung = agreed ?? rungs[0];
  return rung === undefined ? null : { rung, needsConsent: agreed === undefined };
}

/** Whether another model may work where this one failed. What site or network did, it would meet too. */
export function stepsDown(error: LocalLLMError): boolean {
  return ['unsupported', 'out-of-memory', 'device-lost', 'engine-crashed', 'load-failed', 'timeout'].includes(
    error.code,
  );
}

function memoryOf(model: ModelRecord): number | null {
  return model.memoryBytes ?? model.bytes;
}

function without(rungs: readonly Rung[], left: readonly Rung[]): readonly Rung[] {
  return rungs.filter(
    (rung) => !left.some(({ engine, model }) => engine === rung.engine && model.id === rung.model.id),
  );
}

/** The same, of a size that is now known for certain. */
export function withBytes(rung: Rung, bytes: number): Rung {
  return { ...rung, model: { ...rung.model, bytes, bytesAre: 'exact' } };
}
