/** Texts by key: their arguments by type and at run time, what is foreign in them, and what is missing. */
import { describe, expect, expectTypeOf, it } from 'vitest';
import { addAllEnglish } from './locales/all-english.js';
import { enModels } from './locales/en-models.js';
import { addEnglish, type Dictionary } from './locales/english.js';
import { messages } from './locales/messages.js';
import { createTexts, direction, type TextArguments } from './texts.js';

addAllEnglish();

const { t } = createTexts('en');
const arabic = createTexts('ar', messages({ 'download.title': 'جارٍ تنزيل {model}' }));

describe('a text', () => {
  it('is plain where it needs nothing', () => {
    expect(t('composer.send')).toBe('Send message');
  });

  it('takes its arguments', () => {
    expect(t('download.bytes', { loaded: '1 MB', total: '2 MB' })).toBe('1 MB of 2 MB');
  });

  it('counts by the rules of its language', () => {
    expect(t('about.threads', { count: 1 })).toBe('1 thread');
    expect(t('about.tokens', { count: 4096 })).toBe('4,096 tokens');
  });

  it('does not compile without its arguments, with others, or under a name that there is not', () => {
    expectTypeOf<TextArguments<'download.bytes'>>().toEqualTypeOf<{
      loaded: string | number;
      total: string | number;
    }>();
    expectTypeOf<TextArguments<'about.threads'>>().toEqualTypeOf<{ count: number }>();
    const wrong = () => {
      // @ts-expect-error an argument is missing
      t('download.bytes', { loaded: '1 MB' });
      // @ts-expect-error all arguments are missing
      t('download.bytes');
      // @ts-expect-error a count is a number
      t('about.threads', { count: 'two' });
      // @ts-expect-error it takes none
      t('composer.send', { to: 'you' });
      // @ts-expect-error there is no such text
      t('composer.sent');
    };
    expect(wrong).toBeTypeOf('function');
  });

  it('comes in English, with English rules, where a translation lacks it', () => {
    expect(arabic.t('about.threads', { count: 1 })).toBe('1 thread');
    expect(arabic.t('composer.send')).toBe('Send message');
  });

  it('is there for a part of the page that came later', () => {
    addEnglish(enModels as Dictionary);
    expect(t('models.title')).toBe('Models');
  });
});

describe('what comes from elsewhere', () => {
  it('is left as it is where it runs like the sentence around it', () => {
    expect(t('download.title', { model: 'SmolLM2 135M' })).toBe('Downloading SmolLM2 135M');
    expect(arabic.t('download.title', { model: 'فالكون 7' })).toBe('جارٍ تنزيل فالكون 7');
  });

  it('is isolated where it runs the other way', () => {
    expect(t('download.title', { model: 'فالكون (7B)' })).toBe('Downloading \u2068فالكون (7B)\u2069');
    expect(arabic.t('download.title', { model: 'SmolLM2 (135M)' })).toBe('جارٍ تنزيل \u2068SmolLM2 (135M)\u2069');
  });

  it('cannot turn the sentence around with marks of its own', () => {
    expect(t('download.title', { model: '\u202eevil\u2069' })).toBe('Downloading evil');
  });
});

it('knows which languages run from right to left', () => {
  expect(['ar', 'he', 'fa', 'ur', 'pa-Arab', 'dv'].map(direction)).toEqual(Array(6).fill('rtl'));
  expect(['en', 'zh-Hans', 'hi', 'pa', 'az'].map(direction)).toEqual(Array(5).fill('ltr'));
});
