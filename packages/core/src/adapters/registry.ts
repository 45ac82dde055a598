/** Finds an engine by its name. Its code is fetched only now: an engine that is not used costs no bytes. */
import type { EngineAdapter } from '../engine/adapter.js';
import { LocalLLMError } from '../errors.js';
import type { EngineFiles } from '../wire.js';

/** What an engine's module exports. */
export interface EngineModule {
  createAdapter(files: EngineFiles): EngineAdapter;
}

/**
 * Imports the engine's module and makes its adapter.
 *
 * @throws LocalLLMError `worker-failed` when the module cannot be imported.
 */
export async function createAdapter(engine: string, files: EngineFiles): Promise<EngineAdapter> {
  let module: EngineModule;
  try {
    // The address is known only at run time: bundlers must leave this import alone.
    module = await import(/* @vite-ignore */ /* webpackIgnore: true */ files.module);
  } catch (error) {
    throw new LocalLLMError('worker-failed', `The engine "${engine}" could not be fetched from ${files.module}.`, {
      hint: 'Check that this file is served as JavaScript, and that the Content-Security-Policy of the worker allows it.',
      cause: error,
    });
  }
  return module.createAdapter(files);
}
