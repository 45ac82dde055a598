/** What a page sets of the engine behind an element, and what core is told of it. */
import type { LocalLLM, LocalLLMOptions } from '@local-llm-chat/core';

/** The settings that make a model. */
export interface EngineSettings {
  readonly llm: LocalLLM | undefined;
  readonly model: LocalLLMOptions['model'];
  readonly engine: LocalLLMOptions['engine'];
  readonly workerMode: LocalLLMOptions['workerMode'];
  readonly share: LocalLLMOptions['share'];
  readonly enginesUrl: string | undefined;
  readonly contextWindow: number | undefined;
}

/** A change of one of these makes another engine. */
export const ENGINE_SETTINGS = [
  'model',
  'engine',
  'llm',
  'workerMode',
  'enginesUrl',
  'share',
  'contextWindow',
] as const satisfies readonly (keyof EngineSettings)[];

/** Attributes can hold any text: what is no known word counts as the default. */
export function engineSettings(host: EngineSettings): LocalLLMOptions {
  const { model, engine, workerMode, share, enginesUrl, contextWindow } = host;
  return {
    model,
    engine: engine === 'webllm' || engine === 'wllama' ? engine : 'auto',
    workerMode: workerMode === 'file' || workerMode === 'blob' ? workerMode : 'auto',
    share: share === 'tab' || share === 'none' ? share : 'site',
    enginesUrl: enginesUrl || undefined,
    contextWindow: contextWindow !== undefined && contextWindow > 0 ? contextWindow : undefined,
  };
}

/** Frameworks hand over a new object with each render; only another content is another model. */
export function isOtherModel(now: unknown, before: unknown): boolean {
  if (Object.is(now, before)) return false;
  return typeof now !== 'object' || typeof before !== 'object' || JSON.stringify(now) !== JSON.stringify(before);
}
