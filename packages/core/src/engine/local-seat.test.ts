import { describe, expect, it } from 'vitest';
import { abortedError } from '../errors.js';
import type { GenerationEvent } from '../generate.js';
import type { Engine } from './engine.js';
import { type EngineState, initialEngineState } from './engine-state.js';
import { LocalSeat } from './local-seat.js';

const request = { messages: [{ role: 'user' as const, content: 'hi' }] };

/** An engine whose answers end as `end` says when it is unloaded. */
function engineThat(end: 'stops' | 'throws'): Engine {
  const unloaded = Promise.withResolvers<void>();
  const never = () => new Promise<never>(() => undefined);
  return {
    getSnapshot: () => initialEngineState,
    subscribe: () => () => undefined,
    prepare: never,
    select: never,
    load: never,
    setPaused: () => undefined,
    async *generate() {
      yield { type: 'generation-start' };
      await unloaded.promise;
      if (end === 'throws') throw abortedError('The engine');
      yield { type: 'finish', reason: 'abort' };
    },
    unload: async () => unloaded.resolve(),
  };
}

function seatOf(engine: Engine) {
  const shown: EngineState[] = [];
  return { seat: new LocalSeat(engine, { onState: (state) => shown.push(state) }), shown };
}

describe('LocalSeat', () => {
  it.each(['stops', 'throws'] as const)('tells a loss from a stop when its engine %s', async (end) => {
    const { seat } = seatOf(engineThat(end));
    const events: GenerationEvent[] = [];
    const answer = (async () => {
      for await (const event of seat.generate('a', request, {})) {
        events.push(event);
        void seat.lose();
      }
    })();
    await expect(answer).rejects.toMatchObject({ code: 'engine-crashed', details: { reason: 'tab-closed' } });
    expect(events).toEqual([{ type: 'generation-start' }]);
  });

  it('fails everything that was asked of it, at once', async () => {
    const { seat } = seatOf(engineThat('stops'));
    const first = seat.generate('a', request, {});
    await first.next();
    const waits = [seat.prepare(), seat.select('one'), seat.load(), seat.generate('b', request, {}).next()];
    const outcomes = Promise.allSettled(waits);
    void seat.lose();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: 'engine-crashed' } });
    await expect(seat.load()).rejects.toMatchObject({ code: 'engine-crashed' });
  });
});
