/** Answers from documents in a chat: found, not found, failed, stopped, asked again, and kept. */
import { LocalLLMError } from '@local-llm-chat/core';
import type { PassageSearch } from '@local-llm-chat/core/knowledge';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { button, choose } from '../messages/message-stage.case.js';
import { file } from '../messages/messages.case.js';
import { accessibilityProblems, announced, hasPart, part, parts, placeAt, waitUntil } from '../stage.case.js';
import { ThreadsStage } from '../threads/threads.case.js';
import { callsOf, stock } from '../tools/tools.case.js';
import { CHAIR_QUESTION, indexText, SHOP, shopAssistant, shopKnowledge, WARDROBE_QUESTION } from './knowledge.case.js';
import { KnowledgeWorkEvent } from './source-events.js';

const INDEX = '/shop/llm-index.json';
const stage = new ThreadsStage();
const words = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const answer = (chat: LocalLLMChat) => chat.messages.at(-1);
const shownAnswer = (chat: LocalLLMChat) => words(parts(chat, 'markdown').at(-1) ?? document.createElement('p'));

function assistantOf(chat: LocalLLMChat) {
  return (chat as unknown as { assistant: import('../assistant.js').Assistant }).assistant;
}

afterEach(() => vi.restoreAllMocks());

/** Serves the index; everything else comes from where it is. */
function serve(respond: () => Promise<Response>): { readonly requests: RequestInit[] } {
  const requests: RequestInit[] = [];
  const real = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    if (!String(input).endsWith(INDEX)) return real(input, init);
    requests.push(init ?? {});
    return respond();
  });
  return { requests };
}

async function shop(settings: Partial<LocalLLMChat> = {}, script = shopAssistant()): Promise<LocalLLMChat> {
  return placeAt('ready', script, { knowledge: await shopKnowledge(), ...settings });
}

/** Documents whose search waits until it is told what to do. */
function waiting(): PassageSearch & { readonly gate: PromiseWithResolvers<void> } {
  const gate = Promise.withResolvers<void>();
  const ready = shopKnowledge();
  return { gate, find: async (query, options) => gate.promise.then(async () => (await ready).find(query, options)) };
}

describe('an answer from documents', () => {
  it('says what was found, cites it, and lists the sources', async () => {
    const text = await indexText();
    serve(async () => new Response(text));
    const chat = await placeAt('ready', shopAssistant(), { knowledge: INDEX });
    const told: string[] = [];
    chat.addEventListener(KnowledgeWorkEvent.type, (event) => told.push((event as KnowledgeWorkEvent).work.status));
    await chat.send(CHAIR_QUESTION);
    await waitUntil(() => hasPart(chat, 'source') && hasPart(chat, 'citation'));
    await waitUntil(() => shownAnswer(chat) === 'A chair costs 40 euros. [1]');
    expect(words(part(chat, 'source-link'))).toBe('Prices (opens in a new tab)');
    expect(words(part(chat, 'source-quote'))).toBe('A chair costs 40 euros.');
    expect(hasPart(chat, 'knowledge-query')).toBe(false);
    // As it stands in the index, seen from where the index is.
    const place = `${location.origin}/prices`;
    expect(answer(chat)?.knowledge).toMatchObject({ status: 'found', sources: [{ url: place, number: 1 }] });
    expect(part<HTMLAnchorElement>(chat, 'citation').href).toBe(`${place}#:~:text=A%20chair%20costs%2040%20euros.`);
    expect(part(chat, 'citation').getAttribute('aria-label')).toBe('Source 1: Prices (opens in a new tab)');
    expect([...new Set(told)]).toEqual(['searching', 'reading', 'found']);
    expect(answer(chat)?.usage?.completionTokens).toBeGreaterThan(0);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('is begun with a line of what is done, and with what is read', async () => {
    const documents = waiting();
    const reply = Promise.withResolvers<void>();
    const chat = await placeAt('ready', shopAssistant(), { knowledge: documents });
    const { llm } = chat;
    if (llm === undefined) throw new Error('There is no model.');
    const slow: typeof llm.generate = async function* (...request) {
      await reply.promise;
      yield* llm.generate(...request);
    };
    chat.llm = { ...llm, generate: slow, createChat: (options) => llm.createChat({ ...options }) };
    await chat.updateComplete;
    await chat.load();
    const sending = chat.send(CHAIR_QUESTION);
    await waitUntil(
      () => hasPart(chat, 'knowledge-status') && words(part(chat, 'knowledge-status')) === 'Searching the documents…',
    );
    expect(await accessibilityProblems(chat)).toEqual([]);
    documents.gate.resolve();
    await waitUntil(() => hasPart(chat, 'knowledge-titles'));
    expect(words(part(chat, 'knowledge-status'))).toMatch(/^Reading \d passages…$/);
    expect(words(part(chat, 'knowledge-titles'))).toContain('Prices');
    expect(hasPart(chat, 'sources')).toBe(false);
    reply.resolve();
    await sending;
    await waitUntil(() => hasPart(chat, 'source'));
    expect(hasPart(chat, 'knowledge-status')).toBe(false);
    await waitUntil(() => announced(chat) === 'Assistant: A chair costs 40 euros. With 1 source.');
  });

  it('says that the documents do not say it, in the words of the page’s language, and what comes nearest', async () => {
    const chat = await shop();
    await chat.send(WARDROBE_QUESTION);
    await waitUntil(() => hasPart(chat, 'source'));
    await waitUntil(() => shownAnswer(chat) === 'This is not in these documents.');
    expect(answer(chat)?.knowledge?.status).toBe('not-found');
    expect(words(part(chat, 'sources-title'))).toBe('Nearest passages');
    expect(part(chat, 'source-quote').localName).not.toBe('q');
    expect(hasPart(chat, 'citation')).toBe(false);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('says so in German', async () => {
    document.documentElement.lang = 'de';
    const chat = await shop();
    await chat.send(WARDROBE_QUESTION);
    await waitUntil(() => hasPart(chat, 'source'));
    await waitUntil(() => shownAnswer(chat) === 'Das steht nicht in diesen Dokumenten.');
  });

  it('understands a question by what was said before, but not by what was not found', async () => {
    const chat = await shop();
    await chat.send(CHAIR_QUESTION);
    await chat.send(WARDROBE_QUESTION);
    await chat.send('And how long does a repair of it take?');
    await waitUntil(() => hasPart(chat, 'knowledge-query'));
    expect(words(part(chat, 'knowledge-query'))).toBe('Understood as: How long does a repair of a chair take?');
    await waitUntil(() => shownAnswer(chat) === 'A repair takes a week. [1]');
  });

  it('gives what was said before without marks, and without words of ours', async () => {
    const prompts: string[] = [];
    const { reply } = shopAssistant();
    const chat = await shop(
      {},
      {
        reply: (request) => {
          prompts.push(request.messages.at(-1)?.content ?? '');
          return typeof reply === 'function' ? reply(request) : '';
        },
      },
    );
    await chat.send(CHAIR_QUESTION);
    await chat.send(WARDROBE_QUESTION);
    await chat.send('And how long does a repair of it take?');
    const asked = prompts.find((prompt) => prompt.includes('Last question:'));
    expect(asked).toContain('Assistant: A chair costs 40 euros.\n');
    expect(asked).not.toContain('not in these documents');
  });

  it('is the same as ever for a question with a text of the visitor’s own', async () => {
    const chat = await shop({}, { reply: 'It is about otters.' });
    await assistantOf(chat).send({ text: 'What does a chair cost?', files: [file('f', 'otters.txt')] });
    expect(answer(chat)?.knowledge).toBeUndefined();
    expect(answer(chat)?.parts).toEqual([{ type: 'text', text: 'It is about otters.' }]);
  });

  it('comes from tools where the documents do not say it', async () => {
    const script = callsOf([['stock_of', { article: 'lamp' }]], 'There are no lamps [1].');
    const chat = await shop({ tools: [stock] }, script);
    await chat.send('How many lamps are in stock?');
    await waitUntil(() => hasPart(chat, 'tool-steps') && hasPart(chat, 'knowledge-status'));
    await waitUntil(() => shownAnswer(chat) === 'There are no lamps [1].');
    expect(answer(chat)?.knowledge?.status).toBe('not-found');
    expect(words(part(chat, 'knowledge-status'))).toMatch(/^These documents do not say it/);
    expect(hasPart(chat, 'sources')).toBe(false);
    // It is no source of what tools have said.
    expect(hasPart(chat, 'citation')).toBe(false);
  });

  it('has no need of tools where the documents say it', async () => {
    const chat = await shop({ tools: [stock] });
    await chat.send(CHAIR_QUESTION);
    await waitUntil(() => hasPart(chat, 'source'));
    expect(hasPart(chat, 'tool-steps')).toBe(false);
  });

  it('is read together by larger models', async () => {
    const { fakeModel } = await import('@local-llm-chat/core/testing');
    const replies = 'A repair takes a week [1]. Delivery takes two days. The moon is made of cheese [2].';
    const chat = await shop({}, { reply: replies, model: { ...fakeModel, parameters: 1500 } });
    await chat.send('How long do a repair and delivery take?');
    await waitUntil(() => parts(chat, 'citation').length === 2);
    await waitUntil(() => shownAnswer(chat) === 'A repair takes a week. [1] Delivery takes two days. [2]');
    expect(parts(chat, 'source')).toHaveLength(2);
    await waitUntil(() => announced(chat).includes('Delivery takes two days.'));
    expect(announced(chat)).not.toContain('[1]');
  });
});

describe('an index that cannot be read', () => {
  it.each([
    ['is missing', async () => new Response('', { status: 404 }), 'not where it should be'],
    ['is damaged', async () => new Response('<!doctype html>'), 'is damaged'],
    ['is out of reach', () => Promise.reject(new TypeError('Failed to fetch')), 'could not be fetched'],
  ])('%s: it is said, and asked for again', async (_, respond, said) => {
    const text = await indexText();
    let isThere = false;
    serve(() => (isThere ? Promise.resolve(new Response(text)) : respond()));
    const chat = await placeAt('ready', shopAssistant(), { knowledge: INDEX });
    await chat.send(CHAIR_QUESTION);
    await waitUntil(() => hasPart(chat, 'message-error'));
    expect(words(part(chat, 'message-error'))).toContain(`The documents cannot be searched: their index`);
    expect(words(part(chat, 'message-error'))).toContain(said);
    expect(announced(chat)).toContain(said);
    await waitUntil(() => !hasPart(chat, 'typing-indicator'));
    expect(hasPart(chat, 'knowledge-status')).toBe(false);
    isThere = true;
    part(chat, 'retry-button').click();
    await waitUntil(() => hasPart(chat, 'source'));
    expect(chat.messages).toHaveLength(2);
    await waitUntil(() => shownAnswer(chat) === 'A chair costs 40 euros. [1]');
  });

  it('is taken from the browser’s cache where there is no network', async () => {
    const text = await indexText();
    const { requests } = serve(async () => {
      if (requests.at(-1)?.cache !== 'force-cache') throw new TypeError('Failed to fetch');
      return new Response(text);
    });
    const chat = await placeAt('ready', shopAssistant(), { knowledge: INDEX });
    await chat.send(CHAIR_QUESTION);
    await waitUntil(() => hasPart(chat, 'source'));
    expect(requests).toHaveLength(2);
  });

  it('is fetched once', async () => {
    const text = await indexText();
    const { requests } = serve(async () => new Response(text));
    const chat = await placeAt('ready', shopAssistant(), { knowledge: INDEX });
    await chat.send(CHAIR_QUESTION);
    await chat.send(WARDROBE_QUESTION);
    expect(requests).toHaveLength(1);
  });

  it('is told of by who searches, too', async () => {
    const find = () => Promise.reject(new LocalLLMError('http', 'No.'));
    const chat = await placeAt('ready', shopAssistant(), { knowledge: { find } });
    await chat.send(CHAIR_QUESTION);
    await waitUntil(() => hasPart(chat, 'message-error'));
    expect(words(part(chat, 'message-error'))).toContain('not where it should be');
  });
});

describe('a conversation from documents', () => {
  it('can be stopped while it searches, and says no more that it does', async () => {
    const chat = await placeAt('ready', shopAssistant(), { knowledge: waiting() });
    const sending = chat.send(CHAIR_QUESTION);
    await waitUntil(() => hasPart(chat, 'knowledge-status'));
    chat.stop();
    await sending;
    await waitUntil(() => hasPart(chat, 'note'));
    expect(answer(chat)).toMatchObject({ status: 'stopped', parts: [], knowledge: { status: 'searching' } });
    expect(hasPart(chat, 'knowledge-status')).toBe(false);
    expect(hasPart(chat, 'continue-button')).toBe(false);
    expect(hasPart(chat, 'sources')).toBe(false);
  });

  it('has branches, each with its own sources', async () => {
    let count = 0;
    const reply = () => {
      count += 1;
      return count === 1 ? 'A chair costs 40 euros.' : 'A table costs 90 euros.';
    };
    const chat = await shop({}, { reply });
    await chat.send('What do a chair and a table cost?');
    await waitUntil(() => hasPart(chat, 'source'));
    await choose(chat, answer(chat)?.id ?? '', 'again');
    await waitUntil(() => hasPart(chat, 'branches') && hasPart(chat, 'source'));
    expect(words(part(chat, 'source-quote'))).toBe('A table costs 90 euros.');
    button(chat, answer(chat)?.id ?? '', 'previous').click();
    await waitUntil(() => words(part(chat, 'source-quote')) === 'A chair costs 40 euros.');
  });

  it('is kept with its sources, and leads nowhere that it should not', async () => {
    const hostile = {
      url: 'javascript:alert(1)',
      title: '<img src=x onerror=alert(1)> chair \u202e',
      text: 'A chair costs 40 euros.',
    };
    const before = await stage.place({ history: 'device', knowledge: await shopKnowledge([hostile]) }, shopAssistant());
    await before.send(CHAIR_QUESTION);
    await waitUntil(() => hasPart(before, 'source'));
    const after = await stage.reload(before);
    await waitUntil(() => hasPart(after, 'source'));
    expect(answer(after)?.knowledge).toEqual(answer(before)?.knowledge);
    expect(hasPart(after, 'source-link')).toBe(false);
    expect(part(after, 'citation').localName).toBe('span');
    expect(part(after, 'source').querySelector('img')).toBeNull();
    expect(words(part(after, 'source'))).toContain('<img src=x onerror=alert(1)> chair ‹U+202E›');
  });

  it('is copied with its sources, and exported', async () => {
    const chat = await shop();
    await chat.send(CHAIR_QUESTION);
    await waitUntil(() => hasPart(chat, 'source'));
    const copied: string[] = [];
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text));
    await userEvent.click(part(chat, 'copy-button'));
    await choose(chat, answer(chat)?.id ?? '', 'copy-markdown');
    await waitUntil(() => copied.length === 2);
    const href = `${location.origin}/prices#:~:text=A%20chair%20costs%2040%20euros.`;
    expect(copied[0]).toBe(`A chair costs 40 euros. [1]\n\nSources\n\n1. Prices ${href}`);
    expect(copied[1]).toBe(
      `A chair costs 40 euros. [1]\n\nSources\n\n1. [Prices](<${href}>) “A chair costs 40 euros.”`,
    );
    const threadWords = await import('../threads/thread-words.js');
    expect(threadWords.markdownWords(assistantOf(chat).language.texts)).toMatchObject({
      sources: 'Sources',
      nearest: 'Nearest passages',
    });
  });

  it('greets with where answers come from', async () => {
    const chat = await shop();
    expect(words(part(chat, 'empty'))).toContain('Answers come from the documents of this site.');
    chat.knowledge = undefined;
    await chat.updateComplete;
    expect(words(part(chat, 'empty'))).not.toContain('documents');
  });

  it('takes other documents with the next question', async () => {
    const chat = await shop();
    chat.knowledge = await shopKnowledge(SHOP.slice(1));
    await chat.updateComplete;
    await chat.send(CHAIR_QUESTION);
    await waitUntil(() => hasPart(chat, 'source'));
    expect(answer(chat)?.knowledge?.sources.map(({ title }) => title)).not.toContain('Prices');
  });
});
