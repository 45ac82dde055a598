import { describe, expect, it } from 'vitest';
import { abortedError } from '../errors.js';
import type { GenerationEvent } from '../generate.js';
import { type EngineState, initialEngineState } from './engine-state.js';
import { type LocalEngine, LocalSeat } from './local-seat.js';

const request = { messages: [{ role: 'user' as const, content: 'hi' }] };

/** An engine whose answers end as `end` says when it is ended. */
function engineThat(end: 'stops' | 'throws'): LocalEngine {
  const ended = Promise.withResolvers<void>();
  const never = () => new Promise<never>(() => undefined);
  return {
    getSnapshot: () => initialEngineState,
    subscribe: () => () => undefined,
    prepare: never,
    select: never,
    load: never,
    setPaused: () => undefined,
    countTokens: never,
    async *generate() {
      yield { type: 'generation-start' };
      await ended.promise;
      if (end === 'throws') throw abortedError('The engine');
      yield { type: 'finish', reason: 'abort' };
    },
    unload: async () => undefined,
    terminate: () => ended.resolve(),
  };
}

function seatOf(engine: LocalEngine) {
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
        seat.lose();
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
    seat.lose();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: 'engine-crashed' } });
    await expect(seat.load()).rejects.toMatchObject({ code: 'engine-crashed' });
  });
});
