import { describe, expect, it } from 'vitest';
import { firstRun, MAX_RUN_BYTES, partBytesFor, partCount, partRange, partsPerRun } from './part-plan.js';

const MIB = 2 ** 20;

describe('partBytesFor', () => {
  it.each([
    [null, 4 * MIB],
    [1, 4 * MIB],
    [1024 * MIB, 4 * MIB],
    [1024 * MIB + 1, 8 * MIB],
    [4096 * MIB, 16 * MIB],
    [2 ** 40, 32 * MIB],
  ])('cuts %s bytes into parts of %i', (bytes, part) => {
    expect(partBytesFor(bytes)).toBe(part);
  });
});

it('knows where parts begin and end', () => {
  expect(partCount(0, 10)).toBe(0);
  expect(partCount(20, 10)).toBe(2);
  expect(partCount(21, 10)).toBe(3);
  expect(partRange(2, 10, 21)).toEqual({ from: 20, to: 21 });
  expect(partRange(2, 10, null)).toEqual({ from: 20, to: 30 });
});

describe('firstRun', () => {
  const missing = new Set([2, 3, 4, 7]);
  const run = (most: number) => firstRun(10, (part) => missing.has(part), most);
  it('takes neighbours only, and no more than it may', () => {
    expect(run(10)).toEqual({ first: 2, last: 4 });
    expect(run(2)).toEqual({ first: 2, last: 3 });
    expect(firstRun(10, () => true, 99)).toEqual({ first: 0, last: 9 });
    expect(firstRun(10, (part) => part === 9, 3)).toEqual({ first: 9, last: 9 });
    expect(firstRun(10, () => false, 3)).toBeNull();
    expect(firstRun(0, () => true, 3)).toBeNull();
  });
});

describe('partsPerRun', () => {
  it('gives each connection its share', () => {
    expect(partsPerRun(98 * MIB, 4 * MIB, 4)).toBe(7);
    expect(partsPerRun(1, 4 * MIB, 4)).toBe(1);
  });

  it('never asks for more than one request may bring', () => {
    expect(partsPerRun(2 ** 40, 4 * MIB, 4) * 4 * MIB).toBe(MAX_RUN_BYTES);
    expect(partsPerRun(Number.POSITIVE_INFINITY, 32 * MIB, 1)).toBe(1);
  });
});
