/** `<local-llm-search>` as a React component. It brings nothing of a chat. */

import { createComponent, type EventName } from '@lit/react';
import type { LocalLLM, LocalLLMOptions } from '@local-llm-chat/core';
import type {
  KnowledgeSetting,
  LLMErrorEvent,
  SearchAnswerEvent,
  SearchEvent,
  SourceOpenEvent,
  TextOverrides,
} from '@local-llm-chat/element';
import { LocalLLMSearch as elementClass } from '@local-llm-chat/element/search.js';
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import * as react from 'react';

/** The element itself, as a `ref` gives it. */
export type LocalLLMSearchElement = elementClass;

/** What `<LocalLLMSearch>` takes, beside the attributes of every HTML element. */
export interface LocalLLMSearchProps
  extends Omit<HTMLAttributes<LocalLLMSearchElement>, 'onError'>,
    Pick<LocalLLMOptions, 'model' | 'engine' | 'workerMode' | 'enginesUrl' | 'share' | 'contextWindow'> {
  /** Where the index is, or what searches it, e.g. the `knowledge` of `useKnowledge`. */
  readonly knowledge?: KnowledgeSetting | undefined;
  /** The most results. Default: 8. */
  readonly limit?: number | undefined;
  /** Only pages whose address, or its path, begins so, e.g. `/guides/`; and the visitor's files. */
  readonly path?: string | undefined;
  /** Only pages in this language, as a BCP 47 tag. */
  readonly language?: string | undefined;
  /** What stands in the empty field. */
  readonly placeholder?: string | undefined;
  /** A key that leads to the field from anywhere on the page: `Control+K`, `/`. */
  readonly shortcut?: string | undefined;
  /** `off` offers no answers: a search, and no model. */
  readonly answers?: 'on' | 'off' | undefined;
  /** Visitors may add files of their own, which are searched too. */
  readonly files?: boolean | undefined;
  /** Enter answers a question without asking first, even where a model has to be downloaded for it. */
  readonly autoload?: boolean | undefined;
  /** `compact` takes less room. */
  readonly density?: 'compact' | undefined;
  /** A model of your own, e.g. of `useLocalLLM`, instead of one that the element makes. */
  readonly llm?: LocalLLM | undefined;
  /** Words of your own, by the key of a text; the guide “Languages” lists them. */
  readonly texts?: TextOverrides | undefined;
  /** Something was searched for, as it is typed. */
  readonly onSearch?: ((event: SearchEvent) => void) | undefined;
  /** A question was answered, or has no answer in the documents. */
  readonly onAnswer?: ((event: SearchAnswerEvent) => void) | undefined;
  /** A result or a source is opened; `preventDefault()` leaves that to you, e.g. to a router. */
  readonly onSourceOpen?: ((event: SourceOpenEvent) => void) | undefined;
  /** The index, the engine or an answer has failed. */
  readonly onError?: ((event: LLMErrorEvent) => void) | undefined;
}

/**
 * A search box for the documents of a site, with an answer on top. On a server it renders the empty tag.
 *
 * @example
 * ```tsx
 * import { LocalLLMSearch } from '@local-llm-chat/react/search';
 *
 * export function Search() {
 *   return <LocalLLMSearch knowledge="/llm-index.json" shortcut="Control+K" />;
 * }
 * ```
 */
export const LocalLLMSearch = createComponent({
  react,
  tagName: 'local-llm-search',
  elementClass,
  displayName: 'LocalLLMSearch',
  events: {
    onSearch: 'llm-search' as EventName<SearchEvent>,
    onAnswer: 'llm-answer' as EventName<SearchAnswerEvent>,
    onSourceOpen: 'llm-source-open' as EventName<SourceOpenEvent>,
    onError: 'llm-error' as EventName<LLMErrorEvent>,
  },
}) as ForwardRefExoticComponent<LocalLLMSearchProps & RefAttributes<LocalLLMSearchElement>>;
