/** The settings of an isolated chat on their way to the frame, and read there. Pure. */
import type { ChatOptions } from '@local-llm-chat/core';
import { Fields } from '@local-llm-chat/core/isolate';
import type { Suggestion } from '../composer-context.js';
import { READY_TASKS, type ReadyTask } from '../tasks/tasks-setting.js';
import type { IsolatedSettings } from './isolated-settings.js';

/** What the frame is told of settings: no functions, no addresses. */
export interface FrameSettings {
  readonly system: string | undefined;
  readonly placeholder: string | undefined;
  readonly heading: string | undefined;
  readonly density: 'compact' | undefined;
  readonly attachments: 'on' | 'off' | undefined;
  readonly contextWindow: number | undefined;
  readonly autoload: boolean;
  readonly feedback: boolean;
  readonly math: boolean;
  readonly request: ChatOptions['request'];
  readonly texts: Readonly<Record<string, string>>;
  readonly suggestions: readonly Suggestion[] | undefined;
  readonly tasks: boolean | readonly ReadyTask[];
}

const LONGEST = 100_000;
const FIGURES = ['maxTokens', 'temperature', 'topP', 'seed'] as const;

/** What is sent of the settings. */
export function settingsMessage(host: IsolatedSettings): Record<keyof FrameSettings, unknown> {
  const { system, placeholder, heading, density, attachments, contextWindow } = host;
  const { autoload, feedback, math, request, texts, suggestions, tasks } = host;
  const isNumber = typeof contextWindow === 'number' && contextWindow > 0;
  return {
    ...{ system, placeholder, heading, autoload, feedback, math, suggestions, tasks },
    density: density === 'compact' ? density : undefined,
    attachments: attachments === 'off' ? attachments : undefined,
    contextWindow: isNumber ? contextWindow : undefined,
    request,
    texts: typeof texts === 'object' ? texts : undefined,
  };
}

/** Throws StrangeMessage for what is none. */
export function readSettings(data: unknown): FrameSettings {
  const fields = new Fields(data);
  const text = (name: string) => (fields.has(name) ? fields.text(name, LONGEST) : undefined);
  const { tasks, suggestions } = { tasks: fields.any('tasks'), suggestions: fields.any('suggestions') };
  return {
    system: text('system'),
    placeholder: text('placeholder'),
    heading: text('heading'),
    density: fields.has('density') ? fields.word('density', ['compact']) : undefined,
    attachments: fields.has('attachments') ? fields.word('attachments', ['on', 'off']) : undefined,
    contextWindow: fields.amountOrNull('contextWindow') ?? undefined,
    autoload: fields.flag('autoload'),
    feedback: fields.flag('feedback'),
    math: fields.flag('math'),
    request: readRequest(fields.any('request')),
    texts: readTexts(fields.any('texts')),
    suggestions: Array.isArray(suggestions) ? fields.list('suggestions', 100).map(readSuggestion) : undefined,
    tasks: Array.isArray(tasks) ? READY_TASKS.filter((task) => tasks.includes(task)) : tasks === true,
  };
}

function readRequest(data: unknown): ChatOptions['request'] {
  if (data == null) return undefined;
  const fields = new Fields(data);
  const figures = FIGURES.filter((name) => fields.has(name)).map((name) => [name, fields.amount(name)] as const);
  const stop = fields.has('stop') ? fields.list('stop', 100).filter((text) => typeof text === 'string') : null;
  return { ...Object.fromEntries(figures), ...(stop === null ? {} : { stop }) };
}

/** By keys that the chat looks up among its own; in an object that inherits nothing. */
function readTexts(data: unknown): Readonly<Record<string, string>> {
  const texts: Record<string, string> = Object.create(null);
  if (data == null) return texts;
  const fields = new Fields(data);
  for (const key of Object.keys(data)) texts[key] = fields.text(key, LONGEST);
  return texts;
}

function readSuggestion(data: unknown): Suggestion {
  if (typeof data === 'string') return data;
  const fields = new Fields(data);
  return { label: fields.text('label', LONGEST), text: fields.text('text', LONGEST) };
}
