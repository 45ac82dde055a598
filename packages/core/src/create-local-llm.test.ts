import { describe, expect, it } from 'vitest';
import { collectText, LocalLLMError } from './index.js';
import { createFakeLLM } from './testing.js';

const ask = (content: string) => ({ messages: [{ role: 'user' as const, content }] });

describe('createFakeLLM', () => {
  it('answers through the whole path', async () => {
    const llm = createFakeLLM({ reply: 'one two three' });
    await llm.load();
    expect(await collectText(llm.generate(ask('count')))).toBe('one two three');
    expect(llm.getSnapshot().status).toBe('ready');
    await llm.unload();
  });
  it('walks through its states', async () => {
    const llm = createFakeLLM({ downloadMs: 50, loadMs: 10 });
    const seen: string[] = [];
    llm.subscribe(() => {
      const { status } = llm.getSnapshot();
      if (seen.at(-1) !== status) seen.push(status);
    });
    await llm.prepare();
    await llm.load();
    expect(seen).toEqual(['checking', 'awaiting-consent', 'loading', 'downloading', 'loading', 'ready']);
    await llm.unload();
  });
  it('rejects with the error of a failed load', async () => {
    const llm = createFakeLLM({ failLoad: new LocalLLMError('load-failed', 'No.') });
    await expect(llm.load()).rejects.toMatchObject({ code: 'load-failed' });
    expect(llm.getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'load-failed' } });
  });
});
