/** A port whose other end is an enemy: nothing that it says is believed, and the first strange word ends it. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { LocalLLMError } from '../errors.js';
import { type Answer, type Handler, Link } from './link.js';
import { Fields, readError, StrangeMessage } from './reading.js';

const ends: MessagePort[] = [];
afterEach(() => {
  for (const end of ends) end.close();
  ends.length = 0;
});

/** One link, and the bare port of whoever is at its other end. */
function open(handlers: Record<string, Handler> = {}, takesBlobs = false) {
  const { port1, port2 } = new MessageChannel();
  ends.push(port1, port2);
  const strange = Promise.withResolvers<string>();
  const link = new Link(port1, { handlers: new Map(Object.entries(handlers)), takesBlobs, onStrange: strange.resolve });
  return { link, enemy: port2, strange: strange.promise };
}

function pair(handlers: Record<string, Handler>) {
  const { port1, port2 } = new MessageChannel();
  ends.push(port1, port2);
  const fail = (why: string) => {
    throw new Error(why);
  };
  const asking = new Link(port1, { handlers: new Map(), takesBlobs: true, onStrange: fail });
  new Link(port2, { handlers: new Map(Object.entries(handlers)), takesBlobs: false, onStrange: fail });
  return asking;
}

const numberOf = ({ data }: Required<Answer>) => new Fields(data).amount('number');

describe('two honest ends', () => {
  it('ask, answer, tell how far it has come, and refuse with what went wrong', async () => {
    const noted: unknown[] = [];
    const link = pair({
      double: (data, { note }) => {
        note('half');
        return { data: { number: new Fields(data).amount('number') * 2 }, blobs: [new Blob(['file'])] };
      },
      fail: () => {
        throw new LocalLLMError('quota', 'It is full.', { details: { neededBytes: 5, url: 'https://evil.example/' } });
      },
    });
    const read = async (answer: Required<Answer>) => [numberOf(answer), await answer.blobs[0]?.text()];
    const options = { onNote: (note: unknown) => noted.push(note) };
    expect(await link.ask('double', { number: 4 }, read, options)).toEqual([8, 'file']);
    expect(noted).toEqual(['half']);
    // Figures come along, addresses do not.
    await expect(link.ask('fail', null, () => null)).rejects.toMatchObject({
      code: 'quota',
      message: 'It is full.',
      details: { neededBytes: 5 },
    });
    await expect(link.ask('fail', null, () => null)).rejects.not.toHaveProperty('details.url');
  });

  it('call off', async () => {
    const heard = Promise.withResolvers<void>();
    const link = pair({
      wait: (_, { signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => heard.resolve());
          stop.abort();
        }),
    });
    const stop = new AbortController();
    await expect(link.ask('wait', null, () => null, { signal: stop.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    await heard.promise;
  });

  it('leave nobody waiting when they end', async () => {
    const link = pair({ wait: () => new Promise(() => undefined) });
    const waiting = link.ask('wait', null, () => null);
    link.close();
    await expect(waiting).rejects.toMatchObject({ code: 'worker-failed' });
    await expect(link.ask('wait', null, () => null)).rejects.toMatchObject({ code: 'worker-failed' });
  });
});

describe('an enemy at the other end', () => {
  const text = (message: unknown) => JSON.stringify(message);
  const strangers: Record<string, unknown> = {
    nothing: undefined,
    'an object': { type: 'tell', name: 'known' },
    'no JSON': '{',
    'a list': '[]',
    'no type': text({ name: 'known' }),
    'a type that is inherited': text({ type: 'toString' }),
    'an unknown call': text({ type: 'tell', name: 'unknown' }),
    'a call that is inherited': text({ type: 'tell', name: 'constructor' }),
    'a call that is the prototype': text({ type: 'ask', id: 1, name: '__proto__' }),
    'no number': text({ type: 'ask', id: 'one', name: 'known' }),
    'a number below zero': text({ type: 'ask', id: -1, name: 'known' }),
    'a name too long': text({ type: 'ask', id: 1, name: 'x'.repeat(41) }),
    'a message too long': `"${'x'.repeat(5 * 2 ** 20)}"`,
    'files that nobody wants': [text({ type: 'tell', name: 'known' }), new Blob()],
    'data that is none': text({ type: 'tell', name: 'known', data: { number: 'much' } }),
    'data of a call that is none': text({ type: 'ask', id: 1, name: 'known', data: null }),
  };
  for (const [what, message] of Object.entries(strangers)) {
    it(`says ${what}, and the link ends`, async () => {
      const { link, enemy, strange } = open({ known: (data) => void new Fields(data).amount('number') });
      const waiting = link.ask('anything', null, () => null);
      enemy.postMessage(message);
      await strange;
      await expect(waiting).rejects.toMatchObject({ code: 'worker-failed' });
    });
  }

  it('answers with what is no answer', async () => {
    const { link, enemy, strange } = open();
    enemy.onmessage = () => enemy.postMessage(text({ type: 'answer', id: 1, data: { number: null } }));
    await expect(link.ask('count', null, numberOf)).rejects.toMatchObject({ code: 'worker-failed' });
    expect(await strange).toContain('number');
  });

  it('asks for too much at a time', async () => {
    const { enemy, strange } = open({ wait: () => new Promise(() => undefined) });
    for (let id = 1; id <= 65; id += 1) enemy.postMessage(text({ type: 'ask', id, name: 'wait' }));
    expect(await strange).toBe('Too many calls at a time.');
  });

  it('answers what nobody asked, and nothing happens', async () => {
    const heard = Promise.withResolvers<void>();
    const { enemy } = open({ known: () => heard.resolve() as undefined });
    for (const type of ['answer', 'note', 'cancel']) enemy.postMessage(text({ type, id: 77, data: 1 }));
    enemy.postMessage(text({ type: 'tell', name: 'known' }));
    await heard.promise;
  });

  it('says anything at all, and neither throws nor changes a prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('number', '__proto__', 'constructor', 'code'), (json, name) => {
        const value: unknown = JSON.parse(json.replace('"":', '"__proto__":'));
        for (const read of [
          () => new Fields(value).amount(name),
          () => new Fields(value).text(name),
          () => readError(value),
        ]) {
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(StrangeMessage);
          }
        }
      }),
      { numRuns: 2000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).length).toBe(before);
  });
});
