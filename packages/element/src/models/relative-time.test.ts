import { expect, it } from 'vitest';
import { formatAgo } from './relative-time.js';

const NOW = Date.UTC(2026, 4, 12, 12);
const DAY = 86_400_000;

it('says how long ago in the largest whole unit', () => {
  expect(formatAgo(NOW - 60_000, NOW, 'en')).toBe('1 minute ago');
  expect(formatAgo(NOW - 59 * 60_000, NOW, 'en')).toBe('59 minutes ago');
  expect(formatAgo(NOW - 3 * 3_600_000, NOW, 'en')).toBe('3 hours ago');
  expect(formatAgo(NOW - DAY, NOW, 'en')).toBe('yesterday');
  expect(formatAgo(NOW - 6.9 * DAY, NOW, 'en')).toBe('6 days ago');
  expect(formatAgo(NOW - 15 * DAY, NOW, 'en')).toBe('2 weeks ago');
  expect(formatAgo(NOW - 100 * DAY, NOW, 'en')).toBe('3 months ago');
  expect(formatAgo(NOW - 800 * DAY, NOW, 'en')).toBe('2 years ago');
});

it('speaks the language of the texts around it', () => {
  expect(formatAgo(NOW - DAY, NOW, 'de')).toBe('gestern');
});

it('has no word for what is less than a minute ago, nor for what a clock puts into the future', () => {
  expect(formatAgo(NOW - 59_999, NOW, 'en')).toBeNull();
  expect(formatAgo(NOW + DAY, NOW, 'en')).toBeNull();
});
