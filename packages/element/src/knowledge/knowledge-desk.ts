/** Answers questions from the documents of a page. Fetched with the first question. */
import type {
  ChatMessage,
  ChatSession,
  Generate,
  GenerationEvent,
  KnowledgeWork,
  LocalLLM,
  PromptMessage,
  Usage,
} from '@local-llm-chat/core';
import { answerFromKnowledge, type KnowledgeAnswer, type PassageSearch } from '@local-llm-chat/core/knowledge';
import { isLocalLLMError, LocalLLMError, messageText } from '@local-llm-chat/core/page';
import type { Assistant } from '../assistant.js';
import { enKnowledge } from '../locales/en-knowledge.js';
import { addEnglish } from '../locales/english.js';
import { withoutCitations } from '../messages/without-citations.js';
import type { AnswerParts } from '../tools/tool-desk.js';
import { type KnowledgeSetting, placed, readingOf, type SiteKnowledge, siteKnowledge } from './site-knowledge.js';
import { KnowledgeWorkEvent } from './source-events.js';

const known = new WeakMap<Assistant, { readonly setting: KnowledgeSetting; readonly site: SiteKnowledge }>();

/** The same one as long as the page names the same: it has the index. */
function siteOf(assistant: Assistant, setting: KnowledgeSetting): SiteKnowledge {
  const before = known.get(assistant);
  if (before?.setting === setting) return before.site;
  const site = siteKnowledge(setting);
  known.set(assistant, { setting, site });
  return site;
}

/**
 * Answers a question from the documents, or without them where the visitor has given a text of their own. Where the
 * documents do not say it, the tools of the page are asked, if there are some.
 */
export async function* answerQuestion(
  assistant: Assistant,
  chat: ChatSession,
  ...parts: AnswerParts
): AsyncGenerator<GenerationEvent> {
  const { settings, llm } = assistant;
  const { knowledge: setting } = settings;
  const question = questionOf(chat, parts);
  if (!setting || question === null || llm === null) {
    yield* answerWithout(assistant, chat, parts);
    return;
  }
  addEnglish(enKnowledge);
  const work = yield* answerFromSite(assistant, llm, siteOf(assistant, setting), question, parts);
  if (work !== 'not-found') return;
  if (settings.tools?.length) {
    yield* answerWithout(assistant, chat, parts);
    return;
  }
  yield { type: 'text-delta', text: assistant.language.texts.t('knowledge.not-found') };
  yield { type: 'finish', reason: 'stop' };
}

/** What is asked, and what was said before. */
interface Question {
  readonly text: string;
  readonly conversation: readonly PromptMessage[];
}

/** The question that the documents are asked; `null` where one has a text of its own, or an answer is continued. */
function questionOf(chat: ChatSession, [, request]: AnswerParts): Question | null {
  const { messages } = chat.getSnapshot();
  const asked = messages.at(-2);
  if (asked?.role !== 'user' || request.messages.at(-1)?.role !== 'user') return null;
  const text = messageText(asked);
  if (text.trim() === '' || asked.parts.some(({ type }) => type === 'file')) return null;
  return { text, conversation: messages.slice(0, -2).flatMap(turnOf) };
}

/** A turn as the next question may lean on it. That something was not found says nothing about anything. */
function turnOf(message: ChatMessage): readonly PromptMessage[] {
  const { role, knowledge, agent } = message;
  if (knowledge?.status === 'not-found' && agent === undefined) return [];
  const content = withoutCitations(messageText(message), message);
  return content.trim() === '' ? [] : [{ role, content }];
}

async function* answerWithout(
  assistant: Assistant,
  chat: ChatSession,
  parts: AnswerParts,
): AsyncGenerator<GenerationEvent> {
  if (!assistant.settings.tools?.length) {
    const [generate, ...request] = parts;
    yield* generate(...request);
    return;
  }
  const tools = await import('../tools/tool-desk.js').catch((cause: unknown) => {
    throw new LocalLLMError('network', 'What works with tools could not be fetched.', { cause });
  });
  yield* tools.answerQuestion(assistant, chat, ...parts);
}

/** Ends the answer unless nothing was found. */
async function* answerFromSite(
  assistant: Assistant,
  llm: LocalLLM,
  { search, place }: SiteKnowledge,
  { text, conversation }: Question,
  [generate, , options]: AnswerParts,
): AsyncGenerator<GenerationEvent, KnowledgeWork['status']> {
  const { settings, engineState } = assistant;
  const signal = options?.signal;
  const { countTokens, contextWindow, givesLogprobs } = llm;
  let usage: Usage | null = null;
  const metered: Generate = async function* (...request) {
    for await (const event of generate(...request)) {
      // As agents count: the last request, and all that was written.
      if (event.type === 'usage')
        usage = {
          ...event.usage,
          completionTokens: event.usage.completionTokens + (usage?.completionTokens ?? 0),
        };
      yield event;
    }
  };
  let said = '';
  let work: KnowledgeWork = { status: 'searching', query: text, sources: [] };

  function* tell({ answer, ...now }: KnowledgeAnswer): Generator<GenerationEvent> {
    work = { ...now, sources: now.sources.map((source) => placed(source, place)) };
    settings.dispatchEvent(new KnowledgeWorkEvent(work));
    yield { type: 'knowledge', work };
    if (answer.length > said.length) yield { type: 'text-delta', text: answer.slice(said.length) };
    said = answer;
  }

  try {
    const run = answerFromKnowledge(text, {
      knowledge: withClearErrors(search),
      conversation,
      reading: readingOf(engineState.choice?.model),
      model: { generate: metered, countTokens, contextWindow, givesLogprobs },
      signal,
    });
    for await (const partial of run) if (partial.answer.startsWith(said)) yield* tell(partial);
    const result = await run;
    // What was sure once is said and stays, with what it cites.
    yield* tell(result.answer.startsWith(said) ? result : { ...work, status: 'found', answer: said });
    if (usage !== null) yield { type: 'usage', usage };
    if (result.answer !== '' || said !== '') yield { type: 'finish', reason: 'stop' };
    return work.status;
  } catch (error) {
    if (!signal?.aborted) throw error;
    if (usage !== null) yield { type: 'usage', usage };
    yield { type: 'finish', reason: 'abort' };
    return work.status;
  }
}

/** What goes wrong with an index is told in other words than what goes wrong with a model. */
function withClearErrors(search: PassageSearch): PassageSearch {
  return {
    find: async (query, options) => {
      try {
        // A search of the page's own may not heed the signal.
        return await orAborted(search.find(query, options), options?.signal);
      } catch (error) {
        if (!isLocalLLMError(error)) throw error;
        const { code, message, hint, details } = error;
        throw new LocalLLMError(code, message, { hint, cause: error, details: { ...details, reason: 'index' } });
      }
    },
  };
}

/** As the promise, but rejects as soon as the signal fires. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
