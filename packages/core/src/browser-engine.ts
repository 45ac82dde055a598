/** The engine of a real page, shared with its other elements and tabs. Fetched when it is first asked for. */
import { browserDependencies } from './browser-dependencies.js';
import type { LocalLLMOptions } from './create-local-llm.js';
import type { Engine } from './engine/engine.js';
import { EngineRunner } from './engine/engine-runner.js';
import { sharedEngine } from './engine/shared-engine.js';

/** @param key equal for all that want the same of an engine; they share one. */
export function browserEngine(options: LocalLLMOptions, key: string): Engine {
  const create = () => new EngineRunner(browserDependencies(options));
  return sharedEngine({ key, create, share: options.share ?? 'site' });
}
