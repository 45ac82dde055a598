/** Tools as sites define them: what is not said is chosen with care, and what cannot be kept to is refused. */
import { describe, expect, it } from 'vitest';
import { defineTool, Labelled } from './define-tool.js';

const INPUT = { type: 'object', properties: { to: { type: 'string' } }, required: ['to'] } as const;
const plain = { name: 'send', description: 'Sends.', input: INPUT, execute: () => 'sent' };

describe('a definition', () => {
  it('has the careful choice where nothing is said', () => {
    expect(defineTool({ ...plain, effect: 'read' }).manifest).toMatchObject({
      effect: 'read-local',
      permission: 'ask',
      returns: { integrity: 'untrusted', readers: 'local-only' },
      sinkArguments: [],
    });
    expect(defineTool({ ...plain, effect: 'act' }).manifest).toMatchObject({
      effect: 'write-local',
      permission: 'ask',
    });
    expect(defineTool({ ...plain, effect: 'pure' }).manifest).toMatchObject({
      permission: 'allow',
      returns: { integrity: 'host', readers: 'public' },
    });
  });

  it.each([
    ['a strange name', { name: 'rm -rf' }],
    ['a name of the agent’s own', { name: 'answer' }],
    ['no description', { description: ' ' }],
    ['an input that is no object', { input: { type: 'string' } }],
    ['an unknown sink', { sinks: ['bcc'] }],
    ['a network without servers', { effect: 'write-net' as const }],
    ['a server that is none', { effect: 'write-net' as const, origins: ['mailto:bob@site.example'] }],
  ])('is refused for %s', (_, change) => {
    expect(() => defineTool({ ...plain, effect: 'read', ...change })).toThrowError(
      expect.objectContaining({ code: 'invalid-request' }),
    );
  });

  it('keeps origins as origins', () => {
    const { manifest } = defineTool({ ...plain, effect: 'write-net', origins: ['https://site.example/path?q'] });
    expect(manifest.origins).toEqual(['https://site.example']);
  });
});

describe('a tool', () => {
  it('gives a result the label that it was defined with, and never a better one', async () => {
    const note = new Labelled('mine', { integrity: 'host', readers: 'public' });
    const tool = defineTool({ ...plain, effect: 'read', execute: () => note });
    expect(await tool.execute({ to: 'a' })).toMatchObject({
      value: 'mine',
      label: { integrity: 'untrusted', readers: 'local-only' },
    });
    const poisoned = new Labelled('theirs', { integrity: 'untrusted', readers: 'public' });
    const trusted = { integrity: 'host', readers: 'public' } as const;
    const other = defineTool({ ...plain, effect: 'read', returns: trusted, execute: () => poisoned });
    expect((await other.execute({ to: 'a' })).label.integrity).toBe('untrusted');
  });

  it('takes what a schema of a library makes of its arguments', async () => {
    const input = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: (value: unknown) => ({ value: { count: Number((value as { count: string }).count) } }),
        jsonSchema: { input: () => ({ type: 'object', properties: { count: { type: 'string' } } }) },
      },
    } as const;
    const tool = defineTool({ ...plain, input, effect: 'pure', execute: ({ count }) => count + 1 });
    expect((await tool.execute({ count: '41' })).value).toBe(42);
  });

  it('is not begun when it was cancelled before', async () => {
    let ran = false;
    const tool = defineTool({ ...plain, effect: 'act', execute: () => (ran = true) });
    const signal = AbortSignal.abort();
    await expect(tool.execute({ to: 'a' }, { signal })).rejects.toMatchObject({ code: 'aborted' });
    expect(ran).toBe(false);
  });
});
