import { describe, expect, it } from 'vitest';
import { backOffMs, MAX_TRIES, readRetryAfter } from './back-off.js';
import { ServerHabits } from './server-habits.js';

describe('backOffMs', () => {
  it('doubles, by chance a little more or less', () => {
    expect([1, 2, 3, 4, 5].map((tries) => backOffMs(tries, 0.5, null))).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(backOffMs(1, 0, null)).toBe(375);
    expect(backOffMs(1, 0.999, null)).toBeLessThan(625);
  });

  it('waits as long as the server asks, but no more than a minute', () => {
    expect(backOffMs(1, 0.5, 3000)).toBe(3000);
    expect(backOffMs(4, 0.5, 3000)).toBe(4000);
    expect(backOffMs(1, 0.5, 3_600_000)).toBe(60_000);
  });
});

describe('readRetryAfter', () => {
  const now = Date.UTC(2026, 0, 1);
  it.each([
    ['3', 3000],
    ['0', 0],
    ['-5', 0],
    [new Date(now + 7000).toUTCString(), 7000],
    [new Date(now - 7000).toUTCString(), 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('reads %o as %o', (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms);
  });
});

describe('a server', () => {
  it('is given up after six failures in a row', () => {
    const server = new ServerHabits();
    let now = 0;
    for (let tries = 1; tries < MAX_TRIES; tries += 1) {
      expect(server.fails(now, 0.5, null)).toBe(true);
      now += server.waitMs(now);
    }
    expect(server.fails(now, 0.5, null)).toBe(false);
  });

  it('is not, when it brings something in between', () => {
    const server = new ServerHabits();
    let now = 0;
    for (let tries = 0; tries < 3 * MAX_TRIES; tries += 1) {
      expect(server.fails(now, 0.5, null)).toBe(true);
      now += server.waitMs(now);
      server.brings();
    }
  });

  it('fails once when all its connections break at the same time', () => {
    const server = new ServerHabits();
    for (let connection = 0; connection < 4; connection += 1) expect(server.fails(0, 0.5, null)).toBe(true);
    expect(server.waitMs(0)).toBe(500);
    expect(server.waitMs(400)).toBe(100);
    expect(server.waitMs(600)).toBe(0);
  });
});
