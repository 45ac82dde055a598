/** Answers a question from the documents of a site: finds passages, answers from them alone, and cites them. */
import { LocalLLMError } from '../errors.js';
import type { PromptMessage } from '../generate.js';
import type { SearchAnswer } from '../knowledge/knowledge.js';
import type { SearchOptions, SearchResult } from '../knowledge/knowledge-index.js';
import { passageUrl } from '../knowledge/text-fragment.js';
import type { KnowledgeSource, KnowledgeWork } from '../knowledge-event.js';
import { defineTask, type TaskRun } from './define-task.js';
import type { Desk } from './desk.js';
import { standaloneQuestion } from './follow-up.js';
import { readEach } from './read-each.js';
import { readTogether } from './read-together.js';
import type { Reading } from './reading.js';
import type { TaskOptions } from './task-model.js';

/** Where passages are found: a `Knowledge` is one. */
export interface PassageSearch {
  find(query: string, options?: SearchOptions & { readonly signal?: AbortSignal }): Promise<SearchAnswer>;
}

/** Settings of {@link answerFromKnowledge}. */
export interface KnowledgeAnswerOptions extends Pick<SearchOptions, 'path' | 'language'> {
  readonly knowledge: PassageSearch;
  /** What was said before, for questions that lean on it. */
  readonly conversation?: readonly PromptMessage[];
  /**
   * `each` (default): passages are read one by one until one answers, and the answer is one sentence: for small models.
   * `together`: all are read at once, and the answer may join them: for models from about a thousand million parameters.
   */
  readonly reading?: 'each' | 'together';
  /** The most passages that are read. Default: 3 one by one, 5 together; fewer in a small context window. */
  readonly mostPassages?: number;
}

/** What came of a question: how it came about, and the words of the answer, in Markdown; none where it is not found. */
export interface KnowledgeAnswer extends KnowledgeWork {
  readonly answer: string;
}

const MOST_EACH = 3;
const MOST_TOGETHER = 5;
/** Nearest passages that are named when nothing answers. */
const NEAREST = 3;
/** So many are looked at, to know which words are rare, and to read of several pages. */
const LOOKED_AT = 20;
/** Of one page: one that speaks of nothing but what is asked, over and over, does not hide the others. */
const MOST_OF_PAGE = 2;

interface Input {
  readonly question: string;
}

const task = defineTask<Input, KnowledgeAnswerOptions, KnowledgeAnswer>({
  name: 'Answering from documents',
  async prepare({ question }, options, desk) {
    if (question.trim() === '') throw new LocalLLMError('invalid-request', 'There is no question.');
    const most = options.mostPassages ?? (options.reading === 'together' ? MOST_TOGETHER : MOST_EACH);
    return {
      plan: { chunks: most, calls: options.reading === 'together' ? 1 : most, promptTokens: 0, answerTokens: 0 },
      run: (show) => work(question.trim(), { ...options, mostPassages: most }, desk, show),
    };
  },
});

async function work(
  question: string,
  options: KnowledgeAnswerOptions & { readonly mostPassages: number },
  desk: Desk,
  show: (partial: KnowledgeAnswer) => void,
): Promise<KnowledgeAnswer> {
  const { knowledge, conversation = [], reading = 'each', mostPassages, path, language } = options;
  show({ status: 'searching', query: question, sources: [], answer: '' });
  const { whole: query, own } = await standaloneQuestion(question, conversation, desk);
  if (query !== question) show({ status: 'searching', query, sources: [], answer: '' });
  const where = {
    limit: Math.max(mostPassages, LOOKED_AT),
    ...(path === undefined ? {} : { path }),
    ...(language === undefined ? {} : { language }),
    ...(desk.signal === undefined ? {} : { signal: desk.signal }),
  };
  const spread = await knowledge.find(query, { ...where, mostOfPage: MOST_OF_PAGE });
  // Where all is on one page, or two, more of it is read.
  const isSpread = spread.results.length >= mostPassages || spread.results.length === 0;
  const { results, ranking } = isSpread ? spread : await knowledge.find(query, where);
  const passages = results.slice(0, mostPassages);
  const told = { query, ranking };
  if (passages.length === 0) return { status: 'not-found', ...told, sources: [], answer: '' };
  const asRead = passages.map((passage, index) => sourceOf(passage, index + 1, []));
  show({ status: 'reading', ...told, sources: asRead, answer: '' });
  const whole = results.map((one) => [one.title, ...one.path, one.text].join('\n')).join('\n');
  const job = { question: query, own, passages, whole, desk };
  const showPart = (partial: Reading) => show({ status: 'reading', ...told, ...cited(partial, passages) });
  const found = await (reading === 'together' ? readTogether(job, showPart) : readEach(job));
  if (found === null) {
    const nearest = results.slice(0, NEAREST).map((passage, index) => sourceOf(passage, index + 1, []));
    return { status: 'not-found', ...told, sources: nearest, answer: '' };
  }
  return { status: 'found', ...told, ...cited(found, passages) };
}

/** The answer with marks, its passages numbered in the order in which it cites them. */
function cited(lines: Reading, passages: readonly SearchResult[]): Pick<KnowledgeAnswer, 'answer' | 'sources'> {
  const quotes = new Map<number, Set<string>>();
  const answer = lines
    .map((line) =>
      line
        .map((statement) => {
          const said = quotes.get(statement.place) ?? new Set();
          quotes.set(statement.place, said);
          for (const quote of statement.quotes) said.add(quote);
          return `${statement.text} [${[...quotes.keys()].indexOf(statement.place) + 1}]`;
        })
        .join(' '),
    )
    .join('\n');
  const sources = [...quotes].flatMap(([place, said], index) => {
    const passage = passages[place];
    return passage === undefined ? [] : [sourceOf(passage, index + 1, [...said])];
  });
  return { answer, sources };
}

function sourceOf(
  { url, href, title, path, text }: SearchResult,
  number: number,
  quotes: readonly string[],
): KnowledgeSource {
  const [quote] = quotes;
  return { number, url, href: quote === undefined ? href : passageUrl(url, quote), title, path, text, quotes };
}

/**
 * Answers a question from what is found in documents, and from nothing else. Each sentence of the answer is held against
 * the passage that it cites: what no passage supports is not said. Where nothing is left, the status is `not-found`, and
 * the sources are the nearest passages. Whatever the passages ask for is read, never done: there are no tools here.
 *
 * The partial results tell what is searched for, which passages are read, and what of the answer is sure.
 *
 * @throws LocalLLMError `invalid-request` for an empty question; `aborted`; what `knowledge` throws when its index cannot be
 *   fetched; and what the engine throws.
 * @example
 * ```ts
 * import { answerFromKnowledge, createKnowledge } from '@local-llm-chat/core/knowledge';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const knowledge = createKnowledge();
 * await knowledge.add({ url: '/prices', title: 'Prices', text: 'A chair costs 40 euros. A table costs 90 euros.' });
 * const llm = createFakeLLM({ reply: 'A chair costs 40 euros.' });
 * await llm.load();
 * const { answer, sources } = await answerFromKnowledge('What does a chair cost?', { knowledge, model: llm });
 * console.log(answer, sources[0]?.href); // 'A chair costs 40 euros. [1]', '/prices#:~:text=…'
 * ```
 */
export function answerFromKnowledge(
  question: string,
  options: KnowledgeAnswerOptions & TaskOptions,
): TaskRun<KnowledgeAnswer> {
  return task({ question }, options);
}
