/** What an engine of a real page needs of it: models, device, storage and workers. */
import type { LocalLLMOptions } from './create-local-llm.js';
import { findOnDevice, listCachedModels, requestPersistence } from './downloads/cached-models.js';
import { measureModel } from './downloads/measure-model.js';
import type { RunnerDependencies } from './engine/runner-dependencies.js';
import { LocalLLMError } from './errors.js';
import { probeDevice } from './models/device.js';
import type { ModelRecord } from './models/model-record.js';
import { candidatesFrom, recommendModels } from './models/recommend.js';
import { resolveModel } from './models/resolve-model.js';

/** As a page's settings have it. */
export function browserDependencies(options: LocalLLMOptions): RunnerDependencies {
  return {
    async findCandidates(signal) {
      const { models, named } = await resolveModel(options.model, document.baseURI, signal);
      // A GPU that nobody needs is not woken up for the question.
      const asksGpu = options.engine !== 'wllama' && models.some((model) => model.engine === 'webllm');
      const [device, cached] = await Promise.all([
        probeDevice({ signal, without: asksGpu ? ['promptApi'] : ['promptApi', 'webgpu'] }),
        listCachedModels().catch(() => []),
      ]);
      const onDevice = cached.map(({ id }) => id);
      return candidatesFrom(recommendModels(device, models, { engine: options.engine ?? 'auto', named, onDevice }));
    },
    findOnDevice,
    async measure(model, signal) {
      return isOnOwnSite(model) ? measureModel(model, signal ? { signal } : {}) : null;
    },
    persist() {
      void requestPersistence();
    },
    async connect(engine) {
      if (engine === 'fake') throw new LocalLLMError('unsupported', 'The fake engine is for tests alone.');
      // Only a load needs these: see EngineRunner.
      const [{ engineFiles }, { connectWorker }] = await Promise.all([
        import('./engine-files.js'),
        import('./engine/worker-connection.js'),
      ]);
      const folder = options.enginesUrl && new URL(options.enginesUrl, document.baseURI).href;
      const { worker, assets } = engineFiles(engine, folder);
      return { connection: connectWorker(worker, options.workerMode ?? 'auto'), assets };
    },
    contextWindow: options.contextWindow,
    now: () => performance.now(),
  };
}

function isOnOwnSite(model: ModelRecord): boolean {
  const urls = model.engine === 'webllm' ? [model.url, model.library] : model.files.map(({ url }) => url);
  return urls.every((url) => new URL(url).origin === location.origin);
}
