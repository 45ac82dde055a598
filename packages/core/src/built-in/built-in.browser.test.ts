/** The browser's built-in AI, over a model of ours: as its specification has it. */
import { describe, expect, it } from 'vitest';
import { createFakeLLM, type FakeLLMOptions } from '../testing.js';
import { createBuiltIn, installBuiltIn } from './built-in.js';

const TEXT = 'The bakery on Mill Street opens at seven. On Sundays it is closed. A loaf of rye bread costs 4.20 euros.';

function builtIn(script: FakeLLMOptions = {}) {
  return createBuiltIn(createFakeLLM(script));
}

async function readAll(stream: ReadableStream<string>): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of stream as unknown as AsyncIterable<string>) chunks.push(chunk);
  return chunks;
}

describe('availability', () => {
  it('says whether the model is here, has to come, or cannot', async () => {
    expect(await builtIn().Summarizer.availability()).toBe('available');
    expect(await builtIn({ downloadMs: 10 }).Rewriter.availability()).toBe('downloadable');
    const none = builtIn({ findCandidates: async () => ({ candidates: [], passedOver: [] }) });
    expect(await none.Translator.availability({ sourceLanguage: 'en', targetLanguage: 'de' })).toBe('unavailable');
    expect(await none.LanguageDetector.availability()).toBe('available');
  });
});

describe('create', () => {
  it('loads the model and tells how far it is, from 0 to 1', async () => {
    const loaded: number[] = [];
    await builtIn({ downloadMs: 50 }).Summarizer.create({
      monitor: (monitor) =>
        monitor.addEventListener('downloadprogress', (event) => loaded.push((event as ProgressEvent).loaded)),
    });
    expect(loaded[0]).toBe(0);
    expect(loaded.at(-1)).toBe(1);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(loaded.length).toBeGreaterThan(3);
  });

  it('is called off by its signal', async () => {
    const stop = new AbortController();
    const making = builtIn({ downloadMs: 60_000 }).Summarizer.create({ signal: stop.signal });
    stop.abort();
    await expect(making).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses what is no language', async () => {
    await expect(
      builtIn().Translator.create({ sourceLanguage: 'not a tag', targetLanguage: 'de' }),
    ).rejects.toBeInstanceOf(RangeError);
  });
});

describe('a summarizer', () => {
  it('has what it was made with, and the defaults of the specification', async () => {
    const summarizer = await builtIn().Summarizer.create({ sharedContext: 'Shops.' });
    expect(summarizer).toMatchObject({
      type: 'key-points',
      format: 'markdown',
      length: 'short',
      sharedContext: 'Shops.',
    });
    expect(summarizer.inputQuota).toBe(4096);
    expect(await summarizer.measureInputUsage(TEXT)).toBeGreaterThan(10);
  });

  it('summarises, in plain text too', async () => {
    const reply = '["Opens at seven.", "Closed on Sundays."]';
    const { Summarizer } = builtIn({ reply: () => reply });
    const markdown = await (await Summarizer.create({ sharedContext: 'x' })).summarize(TEXT);
    expect(markdown).toBe('- Opens at seven.\n- Closed on Sundays.');
    const plain = await (await Summarizer.create({ format: 'plain-text', sharedContext: 'x' })).summarize(TEXT);
    expect(plain).toBe('• Opens at seven.\n• Closed on Sundays.');
  });

  it('streams what will not change, and nothing twice', async () => {
    const reply = 'The bakery opens at seven. It is closed on Sundays. Rye bread costs 4.20 euros.';
    const { Summarizer } = builtIn({ reply, tokensPerSecond: 200 });
    const summarizer = await Summarizer.create({ type: 'tldr' });
    const chunks = await readAll(summarizer.summarizeStreaming(TEXT));
    expect(chunks.join('')).toBe(await summarizer.summarize(TEXT));
    expect(chunks.length).toBeGreaterThan(1);
  });

  it('ends with its signal, and when it is destroyed', async () => {
    const { Summarizer } = builtIn({ reply: 'word '.repeat(1000), tokensPerSecond: 10 });
    const summarizer = await Summarizer.create({ type: 'tldr' });
    const stop = new AbortController();
    const stopped = summarizer.summarize(TEXT, { signal: stop.signal });
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const running = summarizer.summarize(TEXT);
    summarizer.destroy();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await expect(summarizer.summarize(TEXT)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a translator and a rewriter', () => {
  it('give whole texts, also as a stream', async () => {
    const { Translator, Rewriter } = builtIn({ reply: 'Die Bäckerei öffnet früh.' });
    const translator = await Translator.create({ sourceLanguage: 'en', targetLanguage: 'de' });
    expect(await translator.translate('The bakery opens early.')).toBe('Die Bäckerei öffnet früh.');
    expect((await readAll(translator.translateStreaming('The bakery opens early.'))).join('')).toBe(
      'Die Bäckerei öffnet früh.',
    );
    const rewriter = await Rewriter.create({ tone: 'more-formal' });
    expect(await rewriter.rewrite('die Bäckerei öffnet halt früh')).toBe('Die Bäckerei öffnet früh.');
  });
});

describe('a language detector', () => {
  it.each([
    ['en', 'The weather is nice today, and we are going to the lake with our friends.'],
    ['de', 'Das Wetter ist heute schön, und wir fahren mit unseren Freunden an den See.'],
    ['es', 'Hoy hace buen tiempo y vamos a ir al lago con nuestros amigos de la escuela.'],
    ['zh', '今天天气很好，我们和朋友们一起去湖边。'],
    ['ar', 'الطقس جميل اليوم وسنذهب إلى البحيرة مع أصدقائنا.'],
  ])('tells %s, and how sure it is', async (language, text) => {
    const detector = await builtIn().LanguageDetector.create();
    const found = await detector.detect(text);
    expect(found[0]?.detectedLanguage).toBe(language);
    expect(found.at(-1)?.detectedLanguage).toBe('und');
    expect(found.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1);
  });

  it('does not know what is no text', async () => {
    const detector = await builtIn().LanguageDetector.create();
    expect(await detector.detect('')).toEqual([{ detectedLanguage: 'und', confidence: 1 }]);
  });
});

describe('installing', () => {
  it('adds what is missing and leaves what is there', () => {
    const target = { Summarizer: 'its own' };
    const llm = createFakeLLM();
    expect(installBuiltIn(llm, target)).toEqual(['Translator', 'Rewriter', 'LanguageDetector']);
    expect(target.Summarizer).toBe('its own');
    expect(target).toHaveProperty('LanguageDetector.create');
  });
});
