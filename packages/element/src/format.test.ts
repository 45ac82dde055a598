import { expect, it } from 'vitest';
import { formatBytes, formatCount, formatRoom, formatSeconds } from './format.js';

it('formatBytes counts in decimal units', () => {
  expect(formatBytes(98_362_432, 'en')).toBe('98.4 MB');
  expect(formatBytes(1_234_567_890, 'en')).toBe('1.23 GB');
  expect(formatBytes(999, 'en')).toBe('1 kB');
  expect(formatBytes(0, 'en')).toBe('0 kB');
  expect(formatBytes(12_100_000, 'en', 'second')).toBe('12.1 MB/s');
  expect(formatBytes(98_362_432, 'de')).toBe('98,4 MB');
});

it('formatRoom leaves out what nobody counts', () => {
  expect(formatRoom(10_000_000_000, 'en')).toBe('10 GB');
  expect(formatRoom(1_234_567_890, 'en')).toBe('1.2 GB');
  expect(formatRoom(673_342_000, 'en')).toBe('673.3 MB');
  expect(formatRoom(480, 'en')).toBe('0 kB');
});

it('formatCount sets thousands apart', () => {
  expect(formatCount(98_362_432, 'en')).toBe('98,362,432');
});

it('formatSeconds says a time in the largest unit that says enough', () => {
  expect(formatSeconds(0, 'en')).toBe('1 second');
  expect(formatSeconds(42.4, 'en')).toBe('42 seconds');
  expect(formatSeconds(59.8, 'en')).toBe('1 minute');
  expect(formatSeconds(170, 'en')).toBe('3 minutes');
  expect(formatSeconds(7300, 'en')).toBe('2 hours');
});
