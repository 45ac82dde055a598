/** The whole path in a real browser: page, worker, download, llama.cpp and the real starter model. */
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createLocalLLM, type LocalLLM, type LocalLLMOptions } from './create-local-llm.js';
import { MODEL_FOLDER } from './downloads/model-key.js';
import { collectText, type GenerationEvent } from './generate.js';
import { messageText } from './messages.js';

const manifestUrl = new URL('../../model-smollm2-135m/manifest.json', import.meta.url).href;
/** Loads in a third of the time, for what does not depend on the words of an answer. */
const shortModelUrl = new URL(inject('shortModelUrl'), location.href).href;
const weightsUrl = new URL('../../model-smollm2-135m/weights/SmolLM2-135M-Instruct.Q4_1.gguf', import.meta.url).href;

const llms: LocalLLM[] = [];

function create(options: LocalLLMOptions = {}): LocalLLM {
  const llm = createLocalLLM({ model: manifestUrl, ...options });
  llms.push(llm);
  return llm;
}

async function forgetModels(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(MODEL_FOLDER, { recursive: true }).catch(() => undefined);
}

const ask = (content: string) => ({ messages: [{ role: 'user' as const, content }], temperature: 0, maxTokens: 30 });

afterEach(async () => {
  await Promise.all(llms.splice(0).map((llm) => llm.unload()));
});

describe('createLocalLLM with the real engine', () => {
  it('downloads with exact bytes, answers, and needs no download the second time', async () => {
    await forgetModels();
    const llm = create();
    const choice = await llm.prepare();
    expect(choice).toMatchObject({ engine: 'wllama', onDevice: false, model: { bytes: 98_362_432 } });
    expect(llm.getSnapshot().status).toBe('awaiting-consent');
    const loadedBytes: number[] = [];
    const loaded = await llm.load({
      onProgress: (progress) => {
        if (progress.type === 'download-progress') loadedBytes.push(progress.loadedBytes);
      },
    });
    expect(loadedBytes.at(-1)).toBe(98_362_432);
    expect(loaded).toMatchObject({ device: 'cpu', contextWindow: 4096 });
    expect(loaded.threads > 1).toBe(navigator.hardwareConcurrency > 1);
    expect((await collectText(llm.generate(ask('Say hello.')))).trim()).not.toBe('');
    expect(await livingWorkers()).toBe(1);
    await llm.unload();
    await expect.poll(livingWorkers).toBe(0);

    const again = create();
    expect(await again.prepare()).toMatchObject({ onDevice: true });
    const progress: string[] = [];
    await again.load({ onProgress: ({ type }) => progress.push(type) });
    expect(progress).not.toContain('download-progress');
    expect((await collectText(again.generate(ask('Say hello.')))).trim()).not.toBe('');
  });

  it('remembers the first turn in the second, stops in mid-answer, and answers again', async () => {
    const llm = create();
    await llm.load();
    const chat = llm.createChat({ request: { temperature: 0, maxTokens: 40 } });
    await chat.send('My name is Ada. Please remember it.');
    await chat.send('What is my name?');
    const answer = chat.getSnapshot().messages.at(-1);
    expect(answer && messageText(answer)).toContain('Ada');
    // The second prompt begins with the first, so its tokens come from the KV cache.
    expect(answer?.usage?.cachedTokens).toBeGreaterThan(10);

    chat.configure({ request: { temperature: 0, maxTokens: 400 } });
    const stopAtFirstWord = chat.subscribe(() => {
      if (chat.getSnapshot().status === 'streaming') chat.stop();
    });
    await chat.send('Write a long story about the sea.');
    stopAtFirstWord();
    expect(chat.getSnapshot().messages.at(-1)).toMatchObject({ status: 'stopped', finishReason: 'abort' });
    chat.configure({ request: { temperature: 0, maxTokens: 20 } });
    await chat.send('Say hello.');
    expect(chat.getSnapshot().messages.at(-1)).toMatchObject({ role: 'assistant', status: 'complete' });
  });

  it('branches, goes back, and reads as much of a long file as fits', async () => {
    const llm = create({ contextWindow: 384 });
    await llm.load();
    const chat = llm.createChat({ request: { temperature: 0, maxTokens: 16 } });
    const shown = () => chat.getSnapshot().messages.map(messageText);
    await chat.send('What is the capital of France?');
    const [question = '', answer = ''] = shown();
    expect(answer).toContain('Paris');
    await chat.edit(chat.getSnapshot().messages[0]?.id ?? '', 'What is the capital of Japan?');
    expect(shown()[1]).toContain('Tokyo');
    const edited = chat.getSnapshot().messages[0]?.id ?? '';
    expect(chat.getSnapshot().branches.get(edited)).toEqual({ index: 1, count: 2 });
    chat.showBranch(edited, 0);
    expect(shown()).toEqual([question, answer]);
    await chat.retry();
    const again = chat.getSnapshot().messages[1];
    // The same question, greedily answered, by the same model.
    expect(again).toMatchObject({ status: 'complete', parts: [{ text: answer }], model: 'SmolLM2 135M' });
    expect(chat.getSnapshot().branches.get(again?.id ?? '')).toEqual({ index: 1, count: 2 });

    const line = (index: number) => `Line ${index}: the river is ${index * 7} km long, and nobody has swum it.`;
    let text = 'The secret word of this report is "zebra".';
    for (let index = 0; text.length < 60_000; index += 1) text += `\n\n${line(index)}`;
    const file = { type: 'file', id: 'report', name: 'report.txt', mediaType: 'text/plain', source: 'file' } as const;
    const files = [{ ...file, text, bytes: text.length }];
    const draft = { text: 'What is the secret word of this report?', files };
    const { cutFiles, windowTokens, answerTokens, promptTokens } = chat.measure(draft);
    expect({ cutFiles, windowTokens, answerTokens }).toMatchObject({
      cutFiles: [{ id: 'report', keptShare: expect.toSatisfy((share: number) => share > 0 && share < 0.1) }],
      windowTokens: 384,
      answerTokens: 16,
    });
    await chat.send(draft);
    const read = chat.getSnapshot().messages.at(-1);
    expect(read).toMatchObject({ status: 'complete' });
    expect(read && messageText(read)).toContain('zebra');
    // Estimated on the safe side, and not by far.
    expect(read?.usage?.promptTokens).toBeLessThanOrEqual(promptTokens);
    expect(read?.usage?.promptTokens).toBeGreaterThan(promptTokens / 2);
    await chat.send('And how long is the river?');
    expect(chat.getSnapshot().messages.at(-1)).toMatchObject({ status: 'complete' });
  });

  it('queues requests and answers them in order', async () => {
    const llm = create({ model: shortModelUrl });
    await llm.load();
    const order: string[] = [];
    const run = async (name: string) => {
      for await (const event of llm.generate(ask(`Say ${name}.`))) {
        if (event.type === 'generation-start' || event.type === 'finish') order.push(`${name} ${event.type}`);
      }
    };
    await Promise.all([run('one'), run('two')]);
    expect(order).toEqual(['one generation-start', 'one finish', 'two generation-start', 'two finish']);
  });

  it('stops the transfer when the load is called off, and can load after that', async () => {
    await forgetModels();
    const llm = create({ model: shortModelUrl });
    // Models that went behind our back are asked for again: this is the question.
    expect(await llm.prepare()).toMatchObject({ onDevice: false });
    const stop = new AbortController();
    const load = llm.load({
      signal: stop.signal,
      onProgress: (progress) => {
        if (progress.type === 'download-progress' && progress.loadedBytes > 1_000_000) stop.abort();
      },
    });
    await expect(load).rejects.toMatchObject({ code: 'aborted' });
    expect(llm.getSnapshot()).toMatchObject({ status: 'awaiting-consent', error: null });
    expect(await create({ model: shortModelUrl }).prepare()).toMatchObject({ onDevice: false });
    await llm.load();
    expect(llm.getSnapshot().status).toBe('ready');
  });

  it('comes back after its worker has died', async () => {
    const llm = create({ model: shortModelUrl });
    const terminate = spyOnWorkers();
    await llm.load();
    const events: GenerationEvent[] = [];
    const answer = (async () => {
      for await (const event of llm.generate({ ...ask('Write a long story.'), maxTokens: 400 })) {
        events.push(event);
        if (event.type === 'text-delta') terminate();
      }
    })();
    await expect(answer).rejects.toMatchObject({ code: 'engine-crashed' });
    expect(llm.getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'engine-crashed' } });
    expect((await collectText(llm.generate(ask('Say hello.')))).trim()).not.toBe('');
    expect(llm.getSnapshot().status).toBe('ready');
  });

  it('refuses weights whose hash differs, keeps nothing of them, and names the file', async () => {
    await forgetModels();
    const llm = create({
      model: {
        id: 'tampered',
        name: 'Tampered',
        engine: 'wllama',
        files: [{ url: weightsUrl, bytes: 98_362_432, sha256: '0'.repeat(64) }],
        bytes: 98_362_432,
        bytesAre: 'exact',
        license: { id: 'Apache-2.0' },
        contextLength: 8192,
      },
    });
    await expect(llm.load()).rejects.toMatchObject({ code: 'integrity', message: expect.stringMatching(/SHA-256/) });
    expect(await create().prepare()).toMatchObject({ onDevice: false });
  });

  it('says what is wrong with each address that leads nowhere', async () => {
    const missing = new URL('missing.gguf', manifestUrl).href;
    await expect(create({ model: missing }).load()).rejects.toMatchObject({ code: 'http', details: { status: 404 } });
    await expect(create({ enginesUrl: '/no-such-folder/' }).load()).rejects.toMatchObject({ code: 'worker-failed' });
    await expect(create({ model: 'no-such-model' }).load()).rejects.toMatchObject({ code: 'invalid-model' });
  });

  it('starts its worker from a blob where headers cannot be sent', async () => {
    const llm = create({ model: shortModelUrl, workerMode: 'blob' });
    await llm.load();
    expect((await collectText(llm.generate(ask('Say hello.')))).trim()).not.toBe('');
  });
});

/** Engine workers that live, told by the locks that they hold. */
async function livingWorkers(): Promise<number> {
  const { held = [] } = await navigator.locks.query();
  return held.filter(({ name }) => name?.startsWith('local-llm-chat:worker:')).length;
}

/** Lets a test end the worker that is started next, as a crash would. */
function spyOnWorkers(): () => void {
  const Original = globalThis.Worker;
  let last: Worker | null = null;
  globalThis.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      last = this;
      globalThis.Worker = Original;
    }
  };
  return () => last?.terminate();
}
