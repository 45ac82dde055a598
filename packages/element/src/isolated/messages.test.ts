/** What page and frame tell each other of settings, looks, states and messages: it arrives as it was, or not at all. */
import type { ChatMessage, ModelRecord } from '@local-llm-chat/core';
import { StrangeMessage } from '@local-llm-chat/core/isolate';
import { initialEngineState, LocalLLMError } from '@local-llm-chat/core/page';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  conversationMessage,
  messageMessage,
  readConversation,
  readMessage,
  readState,
  stateMessage,
} from './event-message.js';
import { readLink } from './leave-dialog.js';
import { readLook } from './look-message.js';
import { readSettings } from './settings-message.js';

const cross = (message: unknown): unknown => JSON.parse(JSON.stringify(message));
const model = { id: 'a-model', name: 'A model', engine: 'wllama' } as ModelRecord;
const find = (id: string) => (id === model.id ? model : undefined);
const message: ChatMessage = {
  id: 'm1',
  role: 'assistant',
  parentId: 'm0',
  createdAt: 5,
  parts: [
    { type: 'text', text: 'One ' },
    { type: 'reasoning', text: 'hidden' },
    { type: 'text', text: 'two' },
  ],
  status: 'failed',
  finishReason: 'stop',
  rating: 'good',
  model: 'A model',
  error: new LocalLLMError('timeout', 'It was slow.'),
};
const settings = { autoload: false, feedback: false, math: false };

describe('a state', () => {
  it('arrives with the record of the page, not of the frame', () => {
    const choice = {
      engine: 'wllama',
      model: { ...model, name: 'Evil' },
      onDevice: true,
      reasons: [],
      alternatives: [],
    } as const;
    const state = {
      ...initialEngineState,
      status: 'ready',
      choice,
      loaded: { contextWindow: 5, threads: 2, device: 'cpu' },
    } as const;
    const read = readState(cross(stateMessage(state)), find);
    expect(read.choice?.model).toBe(model);
    expect(read.loaded).toEqual(state.loaded);
    expect(readState(cross({ ...(stateMessage(state) as object), model: 'another' }), find).choice).toBeNull();
  });

  it('arrives with its download and its error', () => {
    const download = { loadedBytes: 1, totalBytes: null, bytesPerSecond: null, hold: 'paused', atMs: 1 } as const;
    const error = new LocalLLMError('quota', 'Full.', { hint: 'Free some.', details: { neededBytes: 7 } });
    const read = readState(cross(stateMessage({ ...initialEngineState, status: 'failed', download, error })), find);
    expect(read.download).toMatchObject({ loadedBytes: 1, hold: 'paused' });
    expect(read.error).toMatchObject({ code: 'quota', hint: 'Free some.', details: { neededBytes: 7 } });
  });
});

describe('a message', () => {
  it('arrives with its text and what is known of it', () => {
    const { parts, ...known } = message;
    const read = readMessage(cross(messageMessage(message)));
    expect(read).toMatchObject({ ...known, error: { code: 'timeout' } });
    expect(read.parts).toEqual([{ type: 'text', text: 'One two' }]);
    expect(parts).toHaveLength(3);
  });

  it('of a conversation too long is told from the end', () => {
    const long = (id: string) => ({ ...message, id, parts: [{ type: 'text' as const, text: 'x'.repeat(200_000) }] });
    const read = readConversation(cross(conversationMessage(['a', 'b', 'c'].map(long))));
    expect(read.map(({ id }) => id)).toEqual(['b', 'c']);
  });
});

describe('settings', () => {
  it('arrive without functions, unknown tasks and what is inherited', () => {
    const read = readSettings(
      cross({
        ...settings,
        heading: 'Ask',
        tasks: ['summarize', 'steal'],
        suggestions: ['One', { label: 'Two', text: 'Two?' }],
        request: { temperature: 0, maxTokens: 5, stop: ['x', 7], format: { type: 'json' } },
      }),
    );
    expect(read).toMatchObject({
      heading: 'Ask',
      tasks: ['summarize'],
      suggestions: ['One', { label: 'Two', text: 'Two?' }],
    });
    expect(read.request).toEqual({ temperature: 0, maxTokens: 5, stop: ['x'] });
    const texts = readSettings(
      JSON.parse('{"autoload":true,"feedback":true,"math":true,"texts":{"__proto__":"x"}}'),
    ).texts;
    expect(Object.getPrototypeOf(texts)).toBeNull();
    expect(Object.prototype).not.toHaveProperty('x');
  });
});

describe('a look', () => {
  it('arrives without what could ask for a file, or is no property of a look', () => {
    const { look } = readLook({
      look: {
        'font-size': '16px',
        '--llm-surface': 'url(https://evil.example/)',
        '--llm-text': 'red; x: y',
        position: 'fixed',
      },
      lang: 'de-CH',
      dir: 'ltr',
    });
    expect([...look]).toEqual([['font-size', '16px']]);
    expect(() => readLook({ look: {}, lang: '"><', dir: 'ltr' })).toThrow(StrangeMessage);
  });
});

describe('a link', () => {
  it('is only one that can be shown for what it is', () => {
    expect(readLink('https://example.com/a')?.href).toBe('https://example.com/a');
    expect(readLink('mailto:a@example.com')?.href).toBe('mailto:a@example.com');
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'blob:null/x',
      '/relative',
      'https://a@example.com/',
      `https://example.com/${'x'.repeat(2000)}`,
    ])
      expect(readLink(text)).toBeNull();
  });
});

it('whatever is said is read or refused, and nothing else happens', () => {
  const readers = [(data: unknown) => readState(data, find), readMessage, readConversation, readSettings, readLook];
  // Half right, so that the fuzz gets past the first field.
  const whole = {
    ...settings,
    ...(messageMessage(message) as object),
    ...(stateMessage(initialEngineState) as object),
    look: {},
    lang: 'en',
    dir: 'ltr',
  };
  const names = [...Object.keys(whole), '__proto__', 'constructor', 'download', 'loaded', 'request', 'suggestions'];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
      const message: unknown = JSON.parse(`{${JSON.stringify(whole).slice(1, -1)},"${name}":${JSON.stringify(value)}}`);
      for (const read of readers) {
        try {
          read(message);
        } catch (error) {
          expect(error).toBeInstanceOf(StrangeMessage);
        }
      }
    }),
    { numRuns: 3000 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});
