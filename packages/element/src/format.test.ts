import { expect, it } from 'vitest';
import { formatBytes, formatRoom, formatSeconds, joinFacts, joinSentences } from './format.js';

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

it('joinFacts puts the comma of the language between them', () => {
  expect(joinFacts(['SmolLM2', 'CPU', 'on this device'], 'en')).toBe('SmolLM2, CPU, on this device');
  expect(joinFacts(['SmolLM2', 'CPU'], 'ja')).toBe('SmolLM2、CPU');
  expect(joinFacts(['SmolLM2', 'CPU'], 'ar-EG')).toBe('SmolLM2، CPU');
});

it('joinSentences puts spaces between sentences where the language does', () => {
  expect(joinSentences(['One.', 'Two.'], 'fr')).toBe('One. Two.');
  expect(joinSentences(['一。', '二。'], 'zh-Hans')).toBe('一。二。');
});

it('formatSeconds says a time in the largest unit that says enough', () => {
  expect(formatSeconds(0, 'en')).toBe('1 second');
  expect(formatSeconds(42.4, 'en')).toBe('42 seconds');
  expect(formatSeconds(59.8, 'en')).toBe('1 minute');
  expect(formatSeconds(170, 'en')).toBe('3 minutes');
  expect(formatSeconds(7300, 'en')).toBe('2 hours');
});
