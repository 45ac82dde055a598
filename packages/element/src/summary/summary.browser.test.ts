/** A summary from the offer to its last word, on a scripted model: each state as it is seen, heard and pressed. */
import { LocalLLMError } from '@local-llm-chat/core';
import { createFakeLLM, fakeModel } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  accessibilityProblems,
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

/** An answer that does not end while a test runs. */
const ENDLESS = { reply: `${SENTENCE} `.repeat(10_000), tokensPerSecond: 50 };
const NEVER = 3_600_000;

describe('the offer', () => {
  it('says what it downloads, and downloads nothing before it is pressed', async () => {
    placeArticle();
    const llm = createFakeLLM({ downloadMs: NEVER });
    const summary = await placeSummary({}, { llm });
    const button = await offer(summary);
    expect(words(summary)).toBe(
      'Summarise this article Downloads 98.4 MB once, then works offline. The article is read on this device and sent nowhere.',
    );
    expect(button.getAttribute('aria-describedby')).toBe(part(summary, 'note').id);
    expect(llm.getSnapshot().status).toBe('awaiting-consent');
    expect(await accessibilityProblems(summary)).toEqual([]);
  });

  it('says so where the size is an estimate, or not known', async () => {
    placeArticle();
    const about = await placeSummary({
      downloadMs: NEVER,
      model: { ...fakeModel, bytes: 21e7, bytesAre: 'approximate' },
    });
    const unknown = await placeSummary({ downloadMs: NEVER, model: { ...fakeModel, bytes: null } });
    await offer(about);
    await offer(unknown);
    expect(words(about)).toContain('Downloads about 210.0 MB once');
    expect(words(unknown)).toContain('Downloads a model once');
  });

  it('speaks of no download where the model is here', async () => {
    placeArticle();
    const summary = await placeSummary();
    await offer(summary);
    expect(words(summary)).not.toContain('Downloads');
  });

  it('asks again when it was pressed before it could say the size', async () => {
    placeArticle();
    const known = Promise.withResolvers<void>();
    const candidate = {
      engine: 'fake',
      model: fakeModel,
      reason: { code: 'cpu-default', message: 'It runs.' },
    } as const;
    const llm = createFakeLLM({
      downloadMs: 20,
      reply: SENTENCE,
      findCandidates: () => known.promise.then(() => ({ candidates: [candidate], passedOver: [] })),
    });
    const summary = await placeSummary({}, { llm });
    const button = part(summary, 'summarize-button');
    button.focus();
    button.click();
    await waitUntil(() => words(summary).includes('One moment'));
    expect(button.getAttribute('aria-disabled')).toBe('true');
    known.resolve();
    await offer(summary);
    const question = 'A model has to be downloaded first. Press again if you agree.';
    expect(words(summary)).toContain(`${question} Downloads 98.4 MB once`);
    expect(announced(summary)).toBe(question);
    expect(llm.getSnapshot().status).toBe('awaiting-consent');
    expect(summary.shadowRoot?.activeElement).toBe(part(summary, 'summarize-button'));
    part(summary, 'summarize-button').click();
    await comes(summary, 'copy-button');
  });

  it('asks again when the download is larger than was said', async () => {
    placeArticle();
    const summary = await placeSummary({ downloadMs: NEVER, realBytes: 2e9 });
    (await offer(summary)).click();
    await waitUntil(() => words(summary).includes('The download is larger than was said.'));
    expect(hasPart(summary, 'summarize-button')).toBe(true);
  });

  it('waits for a connection, which it needs for the download alone', async () => {
    placeArticle();
    const isOnline = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const summary = await placeSummary({ downloadMs: NEVER });
    const here = await placeSummary();
    await waitUntil(() => words(summary).includes('There is no connection'));
    await offer(here);
    expect(part(summary, 'summarize-button').getAttribute('aria-disabled')).toBe('true');
    part(summary, 'summarize-button').click();
    isOnline.mockReturnValue(true);
    dispatchEvent(new Event('online'));
    const button = await offer(summary);
    expect(button.getAttribute('aria-disabled')).toBeNull();
  });

  it('is not made where the device can run no model', async () => {
    placeArticle();
    const summary = await placeSummary(
      {},
      { llm: createFakeLLM({ findCandidates: async () => ({ candidates: [], passedOver: [] }) }) },
    );
    await waitUntil(() => words(summary).includes('This browser cannot run the model.'));
    expect(hasPart(summary, 'summarize-button')).toBe(false);
    expect(await accessibilityProblems(summary)).toEqual([]);
  });
});

describe('the way to a summary', () => {
  it('shows the download, which can be called off', async () => {
    placeArticle();
    const summary = await placeSummary({ downloadMs: NEVER });
    const button = await offer(summary);
    button.focus();
    button.click();
    await comes(summary, 'figures');
    expect(box(summary).getAttribute('aria-label')).toBe('Downloading SmolLM2 135M');
    expect(announced(summary)).toBe('The download has started.');
    expect(part(summary, 'progress').getAttribute('aria-label')).toBe('Download');
    // What was pressed is gone.
    expect(summary.shadowRoot?.activeElement).toBe(box(summary));
    expect(await accessibilityProblems(summary)).toEqual([]);
    part(summary, 'cancel-button').click();
    const again = await offer(summary);
    expect(announced(summary)).toBe('The summary was stopped.');
    expect(summary.shadowRoot?.activeElement).toBe(again);
  });

  it('lets a download go on that was paused elsewhere', async () => {
    placeArticle();
    const llm = createFakeLLM({ downloadMs: 500, reply: SENTENCE });
    const summary = await placeSummary({}, { llm });
    (await offer(summary)).click();
    await comes(summary, 'figures');
    llm.setPaused(true);
    (await comes(summary, 'resume-button')).click();
    await comes(summary, 'copy-button');
  });

  it('shows the start of the model', async () => {
    placeArticle();
    const summary = await placeSummary({ loadMs: NEVER });
    (await offer(summary)).click();
    await waitUntil(() => words(summary).includes('Starting SmolLM2 135M'));
    expect(await accessibilityProblems(summary)).toEqual([]);
  });

  it('says that the article is read until the first word comes', async () => {
    placeArticle();
    const summary = await placeSummary({ prefillMs: NEVER });
    (await offer(summary)).click();
    await waitUntil(() => announced(summary) === 'Reading the article');
    expect(words(summary)).toMatch(/^Reading the article/);
    expect(part<HTMLProgressElement>(summary, 'progress').position).toBe(-1);
  });

  it('counts the parts of a long article', async () => {
    placeArticle('story', `${SENTENCE} `.repeat(120));
    const summary = await placeSummary({ tokensPerSecond: 20, contextWindow: 512 }, { length: 'short' });
    summary.scrollIntoView();
    (await offer(summary)).click();
    await waitUntil(() => /Reading part 2 of \d/.test(words(summary)));
    expect(announced(summary)).toMatch(/^The article is read in \d+ parts\.$/);
    const { position } = part<HTMLProgressElement>(summary, 'progress');
    expect(position).toBeGreaterThan(0);
    expect(position).toBeLessThan(1);
    summary.abort();
  });

  it('shows the summary as it grows, and keeps what there is when it is stopped', async () => {
    placeArticle();
    const summary = await placeSummary(ENDLESS);
    const button = await offer(summary);
    button.focus();
    button.click();
    const stop = await comes(summary, 'stop-button');
    await waitUntil(() => hasPart(summary, 'markdown') && part(summary, 'markdown').textContent !== '');
    expect(words(summary)).toMatch(/^Writing the summary/);
    expect(await accessibilityProblems(summary)).toEqual([]);
    stop.click();
    await comes(summary, 'copy-button');
    expect(words(summary)).toContain('Stopped: this is not the whole summary.');
    expect(announced(summary)).toBe('The summary was stopped.');
    expect(summary.summary).not.toBe('');
    expect(summary.shadowRoot?.activeElement).toBe(box(summary));
  });

  it('is stopped by Escape', async () => {
    placeArticle();
    const summary = await placeSummary({ prefillMs: NEVER });
    (await offer(summary)).click();
    const stop = await comes(summary, 'stop-button');
    stop.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await offer(summary);
  });
});

describe('a summary', () => {
  it('is shown with what can be done with it', async () => {
    placeArticle();
    const summary = await placeSummary();
    await summarized(summary);
    expect(part(summary, 'markdown').textContent?.trim()).toBe(SENTENCE);
    expect(announced(summary)).toBe('The summary is ready.');
    expect(words(summary)).toBe(
      `Summary ${SENTENCE} Copy Summarise again Written on this device by a language model, which can be wrong.`,
    );
    expect(await accessibilityProblems(summary)).toEqual([]);
    part(summary, 'again-button').click();
    await waitUntil(() => announced(summary) !== 'The summary is ready.' || !hasPart(summary, 'copy-button'));
    await comes(summary, 'copy-button');
  });

  it('is copied', async () => {
    placeArticle();
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const summary = await placeSummary();
    await summarized(summary);
    part(summary, 'copy-button').click();
    await waitUntil(() => part(summary, 'copy-button').textContent?.trim() === 'Copied');
    expect(write).toHaveBeenCalledWith(SENTENCE);
    expect(announced(summary)).toBe('Copied');
  });

  it('is marked where the browser does not let it be copied', async () => {
    placeArticle();
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('No.', 'NotAllowedError'));
    const select = vi.spyOn(Selection.prototype, 'selectAllChildren');
    const summary = await placeSummary();
    await summarized(summary);
    part(summary, 'copy-button').click();
    await waitUntil(() => select.mock.calls.length > 0);
    expect(select).toHaveBeenCalledWith(part(summary, 'markdown'));
  });

  it('has the form that was asked for', async () => {
    placeArticle();
    const summary = await placeSummary(
      { reply: JSON.stringify([SENTENCE, SENTENCE]) },
      { format: 'bullets', length: 'short' },
    );
    await summarized(summary);
    expect(part(summary, 'markdown').querySelector('li')?.textContent).toContain(SENTENCE);
    expect(summary.summary).toMatch(/^- The bakery/);
  });

  it('hands its wishes to the model', async () => {
    placeArticle();
    const asked: string[] = [];
    const reply = ({ messages }: { messages: readonly { content: string }[] }) => {
      asked.push(messages.map(({ content }) => content).join('\n'));
      return SENTENCE;
    };
    const summary = await placeSummary({ reply }, { format: 'tldr', language: 'de', focusOn: 'opening hours' });
    await summarized(summary);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/one short sentence.*Focus on opening hours.*Write in German.*The bakery on Mill/s);
    expect(part(summary, 'markdown').lang).toBe('de');
  });

  it('is told to the page by events, and by its own method', async () => {
    const article = placeArticle();
    const summary = await placeSummary();
    const heard: unknown[] = [];
    document.body.addEventListener('llm-summarystart', ({ article: of }) => heard.push(of), { once: true });
    document.body.addEventListener('llm-summaryfinish', (event) => heard.push(event.summary, event.outcome), {
      once: true,
    });
    expect(await summary.summarize()).toBe(SENTENCE);
    expect(heard).toEqual([article, SENTENCE, 'complete']);
    expect(summary.summary).toBe(SENTENCE);
  });
});

describe('what can go wrong', () => {
  it('says what failed and what to do, and tries again', async () => {
    placeArticle();
    let fails = true;
    const failLoad = () => (fails ? new LocalLLMError('network', 'Reset after 42 MB.') : null);
    const summary = await placeSummary({ failLoad });
    const heard: string[] = [];
    summary.addEventListener('llm-error', ({ error, source }) => heard.push(`${source} ${error.code}`));
    const button = await offer(summary);
    button.focus();
    button.click();
    const retry = await comes(summary, 'retry-button');
    expect(heard).toEqual(['engine network']);
    expect(words(summary)).toContain('The connection was interrupted. Check that you are online, then try again.');
    expect(announced(summary)).toBe('The connection was interrupted. Check that you are online, then try again.');
    expect(summary.shadowRoot?.activeElement).toBe(box(summary));
    expect(await accessibilityProblems(summary)).toEqual([]);
    fails = false;
    retry.click();
    await comes(summary, 'copy-button');
  });

  it('speaks of a summary where a chat would speak of a conversation', async () => {
    placeArticle();
    const error = new LocalLLMError('engine-crashed', 'Gone.');
    const summary = await placeSummary({ failAfterTokens: { tokens: 2, error } });
    const heard: string[] = [];
    summary.addEventListener('llm-error', ({ source }) => heard.push(source));
    (await offer(summary)).click();
    await comes(summary, 'retry-button');
    expect(words(summary)).toContain('The summary could not be made.');
    expect(heard).toEqual(['summary']);
  });

  it('takes an empty answer for no summary', async () => {
    placeArticle();
    const summary = await placeSummary({ reply: '' }, { format: 'headline' });
    await expect(summary.summarize()).rejects.toMatchObject({ code: 'invalid-output' });
    await comes(summary, 'retry-button');
  });
});
