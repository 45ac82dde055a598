/** What is said of tools and their calls, in words. */
import type { ChatMessage, ToolPart } from '@local-llm-chat/core';
import type { Effect } from '@local-llm-chat/core/agent';
import type { Texts } from '../texts.js';

/** The ready tools, which the site need not name. */
const READY = [
  'calculator',
  'date_time',
  'page_selection',
  'page_headings',
  'page_fields',
  'fill_in',
  'search_documents',
  'fetch_page',
  'remember',
  'recall',
  'run_script',
  'look_into',
] as const;

/** A tool's name for people: the site's, ours for a ready one, else its name made readable. Never words of a model. */
export function toolTitle({ tool, title }: Pick<ToolPart, 'tool' | 'title'>, { t }: Texts): string {
  if (title !== undefined && title.trim() !== '') return title;
  if (tool === 'unknown') return t('tools.unknown');
  const ready = READY.find((name) => name === tool);
  if (ready !== undefined) return t(`tool.${ready}`);
  const words = tool
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a call does to the world. */
export function effectText(effect: Effect, { t }: Texts): string {
  return t(`tools.effect.${effect}`);
}

/** How far a call is, where its answer has ended too. `stopped`: it was begun, and nobody knows what came of it. */
export type StepState = 'asking' | 'running' | 'done' | 'failed' | 'denied' | 'stopped';

/** @param isRunning the answer is being written. */
export function stepState({ status, text }: ToolPart, isRunning: boolean): StepState {
  if (status === 'failed') return text === 'aborted' ? 'stopped' : 'failed';
  if (isRunning || status === 'done' || status === 'denied') return status;
  return status === 'asking' ? 'denied' : 'stopped';
}

export function stateText(state: StepState, { t }: Texts): string {
  return t(`tools.state.${state}`);
}

/** Why nothing came of a call; `null` where there is no more to say than that. */
export function denialText({ rule, verdict }: ToolPart, { t }: Texts): string | null {
  // It was the visitor who has said no.
  if (verdict === 'ask') return null;
  switch (rule) {
    case 'unvouched-address':
    case 'foreign-origin':
      return t('tools.denied.address');
    case 'budget':
      return t('tools.denied.limit');
    case 'repeated-call':
      return t('tools.denied.repeated');
    case 'refused-before':
      return t('tools.denied.never');
    case 'trifecta':
    case 'kept-data':
      return t('tools.denied.private');
    case 'unknown-tool':
    case 'bad-arguments':
      return t('tools.denied.arguments');
    default:
      return t('tools.denied.other');
  }
}

/** How the work has ended, where that is more than an answer, and what to do. */
export function endText({ agent }: ChatMessage, { t }: Texts): string | null {
  const end = agent?.end ?? 'answer';
  return end === 'answer' || end === 'cancelled' ? null : t(`tools.end.${end}`);
}

/** Where a value comes from. A handle is looked for among the results before; else it stands for a document. */
export function sourceText(
  { source, handles }: Pick<ToolPart['arguments'][number], 'source' | 'handles'>,
  before: readonly ToolPart[],
  texts: Texts,
): string {
  const { t } = texts;
  const [handle] = handles;
  if (handle === undefined) return t(`tools.from.${source}`);
  const step = before.find((part) => part.handle === handle);
  return step === undefined ? t('tools.from.document') : t('tools.from.step', { tool: toolTitle(step, texts) });
}
