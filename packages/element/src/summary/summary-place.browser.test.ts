/** A summary among other things: its article, others on the page, moves within it, the language, and late code. */
import type { LocalLLMError } from '@local-llm-chat/core';
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  announced,
  box,
  comes,
  hasPart,
  offer,
  part,
  placeArticle,
  placeSummary,
  SENTENCE,
  summarized,
  waitUntil,
  words,
} from './summary.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

const NEVER = 3_600_000;

/** A model that keeps what it was asked. */
function listening() {
  const asked: string[] = [];
  const reply = ({ messages }: { messages: readonly { content: string }[] }) => {
    asked.push(messages.at(-1)?.content ?? '');
    return SENTENCE;
  };
  return { asked, reply };
}

describe('the article', () => {
  it('is read as its readers see it, without what only stands around', async () => {
    const article = placeArticle();
    const hidden = document.createElement('p');
    hidden.hidden = true;
    hidden.textContent = 'Not for readers.';
    const menu = document.createElement('nav');
    menu.textContent = 'Menu';
    const heading = document.createElement('h2');
    heading.textContent = 'Opening hours';
    article.prepend(heading);
    article.append(hidden, menu);
    const { asked, reply } = listening();
    const summary = await placeSummary({ reply });
    article.append(summary);
    await summarized(summary);
    expect(asked[0]?.split('\n\n').slice(1)).toEqual(['## Opening hours', SENTENCE]);
  });

  it('is the one around the element, or the main part of the page, where none is named', async () => {
    const article = placeArticle();
    placeArticle('other', 'Another story about another town.');
    const { asked, reply } = listening();
    const inside = await placeSummary({ reply }, { htmlFor: undefined });
    article.append(inside);
    await inside.summarize();
    const outside = await placeSummary({ reply }, { htmlFor: undefined });
    await outside.summarize();
    expect(asked.map((text) => text.includes('Another story'))).toEqual([false, true]);
  });

  it('is found in the shadow root that the element is in', async () => {
    const host = document.createElement('div');
    document.body.append(host);
    placeArticle('story', 'The story of the page.');
    const root = host.attachShadow({ mode: 'open' });
    root.append(placeArticle());
    const { asked, reply } = listening();
    const summary = await placeSummary({ reply });
    root.append(summary);
    await summary.summarize();
    expect(asked[0]).toContain(SENTENCE);
  });

  it('is missed in words for the visitor, and on the console for the developer', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const summary = await placeSummary();
    await waitUntil(() => words(summary) === 'There is no article here that could be summarised.');
    expect(warn.mock.calls).toEqual([
      [
        '<local-llm-summary> has nothing to summarise: there is no element with the id "story" beside it, or no text that can be seen in that.',
      ],
    ]);
    await expect(summary.summarize()).rejects.toMatchObject({ code: 'invalid-request' });
    placeArticle();
    await waitUntil(() => hasPart(summary, 'retry-button'));
    part(summary, 'retry-button').click();
    await comes(summary, 'copy-button');
  });

  it('may come later', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const summary = await placeSummary();
    await waitUntil(() => words(summary).startsWith('There is no article'));
    placeArticle();
    await offer(summary);
  });

  it('is no article while nobody can see it', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    placeArticle().hidden = true;
    const summary = await placeSummary({ downloadMs: NEVER });
    (await offer(summary)).click();
    await comes(summary, 'retry-button');
    expect(words(summary)).toContain('There is no article here that could be summarised.');
    // Nothing was downloaded for it.
    expect(summary.llm?.getSnapshot().status).toBe('awaiting-consent');
  });

  it('is offered again once it has changed, until it is as it was', async () => {
    const article = placeArticle();
    const summary = await placeSummary();
    await summarized(summary);
    const more = document.createElement('p');
    more.textContent = 'It closes at noon.';
    article.append(more);
    await waitUntil(() => words(summary).includes('The article has changed since this summary was made.'));
    expect(part(summary, 'again-button').className).toContain('primary');
    more.remove();
    await waitUntil(() => !words(summary).includes('has changed'));
  });

  it('is forgotten with its summary for another', async () => {
    placeArticle();
    placeArticle('other', 'Another story.');
    const summary = await placeSummary();
    await summarized(summary);
    summary.htmlFor = 'other';
    await offer(summary);
    expect(summary.summary).toBe('');
  });
});

describe('on a page', () => {
  it('goes on when it is moved, and stops when it is removed', async () => {
    placeArticle();
    const llm = createFakeLLM({ reply: SENTENCE, prefillMs: NEVER });
    const summary = await placeSummary({}, { llm });
    const outcomes: string[] = [];
    summary.addEventListener('llm-summaryfinish', ({ outcome }) => outcomes.push(outcome));
    const run = summary.summarize();
    const ending = run.catch((error: unknown) => error);
    await comes(summary, 'stop-button');
    await waitUntil(() => llm.getSnapshot().status === 'busy');
    const place = document.createElement('div');
    document.body.append(place);
    place.append(summary);
    await new Promise((resolve) => setTimeout(resolve));
    expect(outcomes).toEqual([]);
    summary.remove();
    expect(await ending).toMatchObject({ code: 'aborted' });
    expect(outcomes).toEqual(['stopped']);
    await waitUntil(() => llm.getSnapshot().status === 'ready');
    document.body.append(summary);
    await offer(summary);
  });

  it('waits for another summary, which can be called off', async () => {
    placeArticle();
    const llm = createFakeLLM({ reply: SENTENCE, prefillMs: 50 });
    const first = await placeSummary({}, { llm });
    const second = await placeSummary({}, { llm });
    const third = await placeSummary({}, { llm });
    const ended: string[] = [];
    const runs = [first, second, third].map((one, index) =>
      one.summarize().then(
        () => ended.push(`${index} done`),
        () => ended.push(`${index} stopped`),
      ),
    );
    await waitUntil(() => [second, third].every((one) => words(one).startsWith('Waiting for another summary')));
    expect(announced(second)).toBe('Waiting for another summary on this page');
    second.abort();
    await Promise.all(runs);
    expect(ended).toEqual(['1 stopped', '0 done', '2 done']);
  });

  it('begins anew when it is asked twice', async () => {
    placeArticle();
    const summary = await placeSummary({ prefillMs: 50 });
    const first = summary.summarize().catch((error: LocalLLMError) => error.code);
    await comes(summary, 'stop-button');
    expect(await summary.summarize()).toBe(SENTENCE);
    expect(await first).toBe('aborted');
  });

  it('takes another model that the page sets', async () => {
    placeArticle();
    const summary = await placeSummary();
    await summarized(summary);
    summary.llm = createFakeLLM({ downloadMs: NEVER });
    await waitUntil(() => words(summary).includes('Downloads 98.4 MB once'));
  });

  it('speaks the language of the page, and the words of the site', async () => {
    placeArticle();
    document.documentElement.lang = 'ar';
    const summary = await placeSummary();
    const english = await placeSummary({}, { texts: { 'summary.button': 'In short' } });
    await waitUntil(() => words(summary).includes('تلخيص هذا المقال'));
    expect(box(summary).dir).toBe('rtl');
    document.documentElement.lang = 'en';
    await waitUntil(() => words(english).startsWith('In short'));
  });
});

describe('what is far from what is seen', () => {
  it('fetches nothing, until it comes near or is pressed', async () => {
    const space = document.createElement('div');
    space.style.height = '3000px';
    document.body.append(space);
    placeArticle();
    const llm = createFakeLLM({ reply: SENTENCE });
    const prepare = vi.spyOn(llm, 'prepare');
    const near = Promise.withResolvers<void>();
    const summary = await placeSummary({}, { llm });
    new IntersectionObserver(([entry]) => entry?.isIntersecting === false && near.resolve()).observe(summary);
    await near.promise;
    expect(words(summary)).toBe('Summarise this article');
    expect(prepare).not.toHaveBeenCalled();
    summary.scrollIntoView();
    await offer(summary);
    scrollTo(0, 0);
  });
});
