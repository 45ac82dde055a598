/** `<local-llm-summary>` as a React component. It brings nothing of a chat. */

import { createComponent, type EventName } from '@lit/react';
import type { LocalLLM, LocalLLMOptions } from '@local-llm-chat/core';
import type { SummaryFormat, SummaryLength } from '@local-llm-chat/core/tasks';
import type { LLMErrorEvent, SummaryFinishEvent, SummaryStartEvent, TextOverrides } from '@local-llm-chat/element';
import { LocalLLMSummary as elementClass } from '@local-llm-chat/element/summary.js';
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import * as react from 'react';

/** The element itself, as a `ref` gives it. */
export type LocalLLMSummaryElement = elementClass;

/** What `<LocalLLMSummary>` takes, beside the attributes of every HTML element. */
export interface LocalLLMSummaryProps
  extends Omit<HTMLAttributes<LocalLLMSummaryElement>, 'onError'>,
    Pick<LocalLLMOptions, 'model' | 'engine' | 'workerMode' | 'enginesUrl' | 'share' | 'contextWindow'> {
  /** The `id` of the article. Default: the `<article>` around it, else the main part of the page. */
  readonly htmlFor?: string | undefined;
  /** `paragraph` (default), `bullets`, `headline` or `tldr`. */
  readonly format?: SummaryFormat | undefined;
  /** `short`, `medium` (default) or `long`. */
  readonly length?: SummaryLength | undefined;
  /** The language of the summary, as a BCP 47 tag. Default: that of the article. */
  readonly language?: string | undefined;
  /** What matters to the reader, in a few words. */
  readonly focusOn?: string | undefined;
  /** `compact` takes less room. */
  readonly density?: 'compact' | undefined;
  /** A model of your own, e.g. of `useLocalLLM`, instead of one that the element makes. */
  readonly llm?: LocalLLM | undefined;
  /** Words of your own, by the key of a text; the guide “Languages” lists them. */
  readonly texts?: TextOverrides | undefined;
  /** An article is about to be summarised. */
  readonly onSummaryStart?: ((event: SummaryStartEvent) => void) | undefined;
  /** A summary is complete, or was stopped. */
  readonly onSummaryFinish?: ((event: SummaryFinishEvent) => void) | undefined;
  /** The engine or a summary has failed. */
  readonly onError?: ((event: LLMErrorEvent) => void) | undefined;
}

/**
 * A button that summarises an article of the page, and the summary. On a server it renders the empty tag.
 *
 * @example
 * ```tsx
 * import { LocalLLMSummary } from '@local-llm-chat/react/summary';
 *
 * export function Story() {
 *   return (
 *     <>
 *       <LocalLLMSummary htmlFor="story" format="bullets" />
 *       <article id="story">…</article>
 *     </>
 *   );
 * }
 * ```
 */
export const LocalLLMSummary = createComponent({
  react,
  tagName: 'local-llm-summary',
  elementClass,
  displayName: 'LocalLLMSummary',
  events: {
    onSummaryStart: 'llm-summarystart' as EventName<SummaryStartEvent>,
    onSummaryFinish: 'llm-summaryfinish' as EventName<SummaryFinishEvent>,
    onError: 'llm-error' as EventName<LLMErrorEvent>,
  },
}) as ForwardRefExoticComponent<LocalLLMSummaryProps & RefAttributes<LocalLLMSummaryElement>>;
