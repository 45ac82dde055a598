/** Answers above results: the offer and what it costs, the way to the answer, and what can come between. */
import { LocalLLMError } from '@local-llm-chat/core';
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  accessibilityProblems,
  announced,
  comes,
  enter,
  focused,
  hasPart,
  knowledge,
  offer,
  part,
  parts,
  placeSearch,
  press,
  SENTENCE,
  searched,
  type,
  waitUntil,
  words,
} from './search.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

const NEVER = 3_600_000;
const QUESTION = 'How long does the delivery of a chair take?';

describe('the offer', () => {
  it('says what it downloads, and downloads nothing before it is pressed', async () => {
    const search = await placeSearch({}, { downloadMs: NEVER });
    await searched(search, QUESTION);
    const button = await offer(search);
    expect(words(search)).toContain(
      'Answer this Downloads 98.4 MB once, then works offline. Your question is answered on this device and sent nowhere.',
    );
    expect(button.getAttribute('aria-describedby')).toBe('notes');
    enter(search);
    expect(search.llm?.getSnapshot().status).toBe('awaiting-consent');
    expect(await accessibilityProblems(search)).toEqual([]);
  });

  it('is not there where nothing can run', async () => {
    const search = await placeSearch(
      {},
      { models: [], findCandidates: async () => ({ candidates: [], passedOver: [] }) },
    );
    await searched(search, QUESTION);
    await waitUntil(() => search.llm?.getSnapshot().status === 'unsupported');
    await search.updateComplete;
    expect(hasPart(search, 'answer-button')).toBe(false);
  });

  it('waits for a connection, which it needs for the download alone', async () => {
    const isOnline = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const search = await placeSearch({}, { downloadMs: NEVER });
    await searched(search, QUESTION);
    await waitUntil(() => words(search).includes('There is no connection, and the model'));
    expect(part(search, 'answer-button').getAttribute('aria-disabled')).toBe('true');
    isOnline.mockReturnValue(true);
    dispatchEvent(new Event('online'));
    await offer(search);
  });

  it('asks again when the download is larger than was said', async () => {
    const search = await placeSearch({}, { downloadMs: NEVER, realBytes: 2e9 });
    await searched(search, QUESTION);
    (await offer(search)).click();
    await waitUntil(() => words(search).includes('The download is larger than was said.'));
    expect(hasPart(search, 'answer-button')).toBe(true);
  });
});

describe('an answer', () => {
  it('stands above the results, with the passages that it rests on', async () => {
    const search = await placeSearch();
    const heard: unknown[] = [];
    search.addEventListener('llm-answer', ({ question, answer }) => heard.push(question, answer.status));
    await searched(search, QUESTION);
    const button = await offer(search);
    button.focus();
    button.click();
    const sources = await comes(search, 'sources');
    expect(part(search, 'markdown').textContent).toContain(SENTENCE);
    expect(sources.textContent).toContain('Prices › Delivery');
    expect(sources.querySelector('a')?.href).toContain(`${location.origin}/prices#:~:text=`);
    expect(part(search, 'answer').compareDocumentPosition(part(search, 'results'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    await waitUntil(() => search.shadowRoot?.querySelector('a.citation') != null);
    const mark = part(search, 'markdown').querySelector('a.citation');
    expect(mark?.getAttribute('aria-label')).toBe('Source 1: Prices › Delivery (opens in a new tab)');
    expect(announced(search)).toBe(`${SENTENCE} With 1 source.`);
    expect(focused(search)).toBe(part(search, 'answer'));
    expect(heard).toEqual([QUESTION, 'found']);
    expect(await accessibilityProblems(search)).toEqual([]);
  });

  it('has sources that the page can open, from the mark in the text too', async () => {
    const search = await placeSearch();
    const heard: string[] = [];
    search.addEventListener('llm-source-open', (event) => {
      event.preventDefault();
      heard.push(...event.source.quotes);
    });
    await searched(search, QUESTION);
    (await offer(search)).click();
    const sources = await comes(search, 'sources');
    await waitUntil(() => search.shadowRoot?.querySelector('a.citation') != null);
    for (const link of [sources.querySelector('a'), search.shadowRoot?.querySelector('a.citation')]) {
      const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
      link?.dispatchEvent(click);
      expect(click.defaultPrevented).toBe(true);
    }
    expect(heard).toEqual([SENTENCE, SENTENCE]);
  });

  it('asks before it leads to another site, from the list too', async () => {
    const search = await placeSearch({}, { reply: 'Other chairs are made of steel.' });
    await searched(search, 'What are other chairs made of?');
    (await offer(search)).click();
    const sources = await comes(search, 'sources');
    await waitUntil(() => search.shadowRoot?.querySelector('a.citation') != null);
    for (const link of [sources.querySelector('a'), search.shadowRoot?.querySelector('a.citation')]) {
      const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
      link?.dispatchEvent(click);
      expect(click.defaultPrevented).toBe(true);
      const dialog = await comes(search, 'leave-dialog');
      expect(dialog.textContent).toContain('https://other.example/chairs');
      part(search, 'cancel-button').click();
      await waitUntil(() => !hasPart(search, 'leave-dialog'));
    }
  });

  it('comes with Enter where a model is loaded', async () => {
    const llm = createFakeLLM({ reply: SENTENCE });
    await llm.load();
    const search = await placeSearch({ llm });
    await searched(search, QUESTION);
    enter(search);
    await comes(search, 'sources');
  });

  it('comes with Enter where the code that searches is still on its way', async () => {
    const llm = createFakeLLM({ reply: SENTENCE });
    await llm.load();
    const search = await placeSearch({ llm });
    type(search, QUESTION);
    enter(search);
    await comes(search, 'sources');
  });

  it('comes with Enter and a download where the page says so', async () => {
    const search = await placeSearch({ autoload: true }, { downloadMs: 5 });
    await searched(search, QUESTION);
    enter(search);
    await comes(search, 'sources');
  });

  it('goes when something else is typed', async () => {
    const search = await placeSearch();
    await searched(search, QUESTION);
    (await offer(search)).click();
    await comes(search, 'sources');
    type(search, `${QUESTION} And a table?`);
    await waitUntil(() => !hasPart(search, 'sources'));
    await offer(search);
  });

  it('goes when something else is searched', async () => {
    const search = await placeSearch();
    await searched(search, QUESTION);
    (await offer(search)).click();
    await comes(search, 'sources');
    search.knowledge = await knowledge();
    await waitUntil(() => !hasPart(search, 'sources'));
    await offer(search);
  });

  it('begins for nothing that the visitor has typed over', async () => {
    const { promise: isKnown, resolve: know } = Promise.withResolvers<void>();
    const llm = createFakeLLM({ reply: SENTENCE });
    const { prepare } = llm;
    const load = vi.spyOn(llm, 'load');
    vi.spyOn(llm, 'prepare').mockImplementation(async (...options) => {
      await isKnown;
      return prepare.apply(llm, options);
    });
    const search = await placeSearch({ llm });
    await searched(search, QUESTION);
    (await comes(search, 'answer-button')).click();
    await waitUntil(() => part(search, 'answer-button').getAttribute('aria-disabled') === 'true');
    type(search, 'steel');
    know();
    await waitUntil(() => words(search).includes('sent nowhere'));
    expect(words(search)).not.toContain('Press again');
    expect(load).not.toHaveBeenCalled();
  });

  it('is none where the passages do not say it', async () => {
    const search = await placeSearch({}, { reply: 'A chair weighs nine kilograms.' });
    await searched(search, 'What does a chair weigh?');
    (await offer(search)).click();
    await waitUntil(() => words(search).includes('This is not in these documents.'));
    expect(words(search)).toContain('The results below come nearest.');
    expect(announced(search)).toBe('This is not in these documents.');
    expect(hasPart(search, 'result')).toBe(true);
    expect(await accessibilityProblems(search)).toEqual([]);
  });

  it('is given to the page that asks', async () => {
    const search = await placeSearch();
    const answer = await search.ask(QUESTION);
    expect(answer).toMatchObject({ status: 'found', answer: `${SENTENCE} [1]` });
    expect(answer.sources[0]?.url).toBe(`${location.origin}/prices`);
    expect(parts(search, 'result').length).toBeGreaterThan(0);
    await expect(search.ask(' ')).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('is never given to another question', async () => {
    const search = await placeSearch();
    const asked = search.ask(QUESTION).catch((error: unknown) => error);
    await search.search('What does a chair cost?');
    expect(await asked).toMatchObject({ code: 'aborted' });
    expect(search.llm?.getSnapshot().status).not.toBe('ready');
  });

  it('needs no model where nothing is found', async () => {
    const search = await placeSearch();
    const load = vi.spyOn(search.llm ?? Object.create(null), 'load');
    const heard: string[] = [];
    search.addEventListener('llm-answer', ({ question, answer }) => heard.push(question, answer.status));
    expect(await search.ask('Zebra?')).toEqual({ status: 'not-found', query: 'Zebra?', sources: [], answer: '' });
    expect(heard).toEqual(['Zebra?', 'not-found']);
    expect(load).not.toHaveBeenCalled();
  });
});

describe('on the way to an answer', () => {
  it('a download can be called off', async () => {
    const search = await placeSearch({}, { downloadMs: NEVER });
    await searched(search, QUESTION);
    const button = await offer(search);
    button.focus();
    button.click();
    const cancel = await comes(search, 'cancel-button');
    expect(await accessibilityProblems(search)).toEqual([]);
    expect(focused(search)).toBe(part(search, 'answer'));
    cancel.click();
    expect(await offer(search)).toBe(focused(search));
    expect(announced(search)).toBe('The answer was stopped.');
    expect(hasPart(search, 'result')).toBe(true);
  });

  it('reading can be stopped, by the button and by Escape', async () => {
    const search = await placeSearch({}, { prefillMs: NEVER });
    await searched(search, QUESTION);
    (await offer(search)).click();
    const stop = await comes(search, 'stop-button');
    await waitUntil(() => words(search).includes('Reading'));
    expect(await accessibilityProblems(search)).toEqual([]);
    stop.click();
    (await offer(search)).click();
    await comes(search, 'stop-button');
    part(search, 'input').focus();
    press(search, 'Escape');
    await offer(search);
    expect(part<HTMLInputElement>(search, 'input').value).toBe(QUESTION);
  });

  it('ends when the element goes', async () => {
    const search = await placeSearch({}, { prefillMs: NEVER });
    const ending = search.ask(QUESTION).catch((error: unknown) => error);
    await comes(search, 'stop-button');
    search.remove();
    expect(await ending).toMatchObject({ code: 'aborted' });
  });

  it('what fails is said, and tried again', async () => {
    let fails = true;
    const failLoad = () => (fails ? new LocalLLMError('network', 'Reset after 42 MB.') : null);
    const search = await placeSearch({}, { failLoad });
    const heard: string[] = [];
    search.addEventListener('llm-error', ({ error, source }) => heard.push(`${source} ${error.code}`));
    await searched(search, QUESTION);
    (await offer(search)).click();
    const retry = await comes(search, 'retry-button');
    expect(heard).toEqual(['engine network']);
    expect(words(search)).toContain('The connection was interrupted. Check that you are online, then try again.');
    expect(announced(search)).toBe('The connection was interrupted. Check that you are online, then try again.');
    expect(await accessibilityProblems(search)).toEqual([]);
    fails = false;
    retry.click();
    await comes(search, 'sources');
  });

  it('speaks of an answer where a chat would speak of a conversation', async () => {
    const error = new LocalLLMError('engine-crashed', 'Gone.');
    const search = await placeSearch({}, { failAfterTokens: { tokens: 2, error } });
    await searched(search, QUESTION);
    (await offer(search)).click();
    await waitUntil(() => words(search).includes('The answer could not be made.'));
  });
});
