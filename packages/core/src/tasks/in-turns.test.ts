/** Long texts leave room for others, and come out the same. */
import { describe, expect, it } from 'vitest';
import { splitText } from './chunks.js';
import { inTurns } from './in-turns.js';
import { protect, protectInTurns } from './protect.js';

const LONG = 'We open at **seven**, see [the page](https://example.org/7) and `run it`. It is 4.20 €.\n\n'.repeat(
  12_000,
);

/** How often others had a turn while this was being done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    timer = setTimeout(() => {
      turns += 1;
      wait();
    });
  };
  wait();
  try {
    await work();
  } finally {
    clearTimeout(timer);
  }
  return turns;
}

describe('a text of a megabyte', () => {
  it('is taken apart in turns, into the same parts', async () => {
    let inTurnsToo: ReturnType<typeof protect> | undefined;
    const turns = await turnsDuring(async () => {
      inTurnsToo = await protectInTurns(LONG);
    });
    expect(turns).toBeGreaterThan(1);
    const atOnce = protect(LONG);
    expect(inTurnsToo?.segments).toEqual(atOnce.segments);
    expect(inTurnsToo?.restore(atOnce.segments.map((text) => text.toUpperCase()))).toEqual(
      atOnce.restore(atOnce.segments.map((text) => text.toUpperCase())),
    );
  });

  it('is cut in turns', async () => {
    const countTokens = async (texts: readonly string[]) => texts.map((text) => Math.ceil(text.length / 4));
    const turns = await turnsDuring(async () => {
      const chunks = await splitText(LONG, { maxTokens: 48, countTokens });
      expect(chunks.map(({ text }) => text).join('')).toBe(LONG);
    });
    expect(turns).toBeGreaterThan(1);
  });

  it('is left when the signal fires', async () => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort());
    await expect(protectInTurns(LONG, {}, controller.signal)).rejects.toMatchObject({ code: 'aborted' });
    clearTimeout(timer);
  });
});

it('a list comes out in its order', async () => {
  const numbers = Array.from({ length: 1000 }, (_, at) => at);
  expect(await inTurns(numbers, (number, index) => number * 2 - index)).toEqual(numbers);
});
