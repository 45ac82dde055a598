/// <reference types="node" />
/** Every language says everything that English does, with the same arguments and all plural forms. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CompiledMessage } from 'icu-minify/format';
import { describe, expect, it } from 'vitest';
import { addAllEnglish, allEnglish } from './all-english.js';
import { en } from './en.js';
import { addEnglish } from './english.js';
import { dictionaryOf, fetchMissing, languages } from './languages.js';
import { argumentNames } from './message-arguments.js';

async function textsIn(language: string): Promise<Readonly<Record<string, CompiledMessage>>> {
  await Promise.all(fetchMissing(language));
  return { ...dictionaryOf(language) };
}

// Before any part that is fetched late: what a page gets first.
addEnglish(en, 'first');
const first = await Promise.all(
  languages.slice(1).map(async (language) => [language, Object.keys(await textsIn(language))] as const),
);
addAllEnglish();
const files = readdirSync(fileURLToPath(new URL('.', import.meta.url)));
const dictionaries = await Promise.all(
  languages.map(async (language) => {
    const messages = language === 'en' ? allEnglish : await textsIn(language);
    return { language, messages: messages as Readonly<Record<string, CompiledMessage>> };
  }),
);
const english: Readonly<Record<string, CompiledMessage>> = allEnglish;

/** What is written alike in English: names, and words that other languages have taken over. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  ar: [],
  de: [
    'start.download',
    'download.progress',
    'button.details',
    'about.engine',
    'about.engine-wllama',
    'download.pause',
    'markdown.code',
  ],
  es: ['run.error'],
  fr: [
    'download.pause',
    'about.licence',
    'composer.label',
    'knowledge.sources',
    'log.label',
    'markdown.code',
    'markdown.image-unnamed',
    'message.assistant-at',
    'suggestions.label',
    'threads.export-assistant',
    'threads.title',
  ],
  hi: [],
  ja: [],
  'zh-Hans': [],
};
/** In every language. */
const NAMES = ['about.gpu', 'about.cpu', 'branches.place', 'tools.step'];

/** Keys of texts that are alike in English and may differ in other languages: the English files say why. */
const APART: readonly (readonly string[])[] = [
  ['about.here', 'storage.title'],
  ['about.licence', 'models.licence'],
  ['add.button-files', 'search.add'],
  ['announce.answer', 'message.assistant-at'],
  ['announce.cleared', 'header.new'],
  ['attachment.remove', 'search.file-remove'],
  ['button.retry', 'error.load-failed.action', 'error.timeout.action', 'search.retry'],
  ['download.progress', 'start.download'],
  ['markdown.copied', 'message.copied', 'summary.copied'],
  ['markdown.copy', 'summary.copy'],
  ['markdown.done', 'tools.state.done'],
  ['message.assistant', 'threads.export-assistant'],
  ['message.stopped', 'run.stopped', 'tools.state.stopped'],
  ['message.you', 'threads.export-user'],
  ['run.stop', 'search.stop', 'summary.stop'],
  ['search.agree', 'summary.agree'],
  ['search.answer-offline', 'summary.offline'],
  ['search.clear', 'threads.clear'],
  ['search.note', 'summary.note'],
  ['search.once', 'summary.once'],
  ['search.once-unknown', 'summary.once-unknown'],
  ['storage.deleted', 'threads.deleted'],
  ['storage.used', 'tools.used'],
  ['threads.erase', 'threads.erase-title'],
];

/** What a message says, whatever its case and punctuation and the names of its arguments. */
function gist(message: CompiledMessage): string {
  const names = new Set(argumentNames(message));
  const text = JSON.stringify(message, (_, value) => (names.has(value) ? 'argument' : value));
  return text.toLowerCase().replaceAll(/[\s\p{P}]+/gu, ' ');
}

/** The branches of all plurals in a message. */
function plurals(message: CompiledMessage): string[][] {
  const found: string[][] = [];
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [, kind, branches] = node;
    if (kind === 2) found.push(Object.keys(branches));
    if (typeof branches === 'object' && !Array.isArray(branches)) Object.values(branches).forEach(visit);
    node.forEach(visit);
  };
  visit(message);
  return found;
}

describe.each(dictionaries)('the texts in $language', ({ language, messages }) => {
  it('are all there', () => {
    const missing = Object.keys(english).filter((key) => messages[key] === undefined);
    const file = `locales/${language.toLowerCase()}.ts, or the one with -late,`;
    expect(missing, `${file} lacks these; until then they are said in English`).toEqual([]);
    expect(Object.keys(messages).filter((key) => english[key] === undefined)).toEqual([]);
  });

  it('say something', () => {
    const empty = Object.keys(messages).filter((key) => messages[key]?.length === 0);
    expect(empty).toEqual([]);
  });

  it('take the arguments of the English ones', () => {
    const other = Object.entries(messages).filter(([key, message]) => {
      return (
        argumentNames(message).sort().join() !==
        argumentNames(english[key] ?? '')
          .sort()
          .join()
      );
    });
    expect(other.map(([key]) => key)).toEqual([]);
  });

  it('have every plural form of the language, and no other', () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort();
    const all = Object.entries(messages).flatMap(([key, message]) => plurals(message).map((forms) => ({ key, forms })));
    expect(all.length).toBeGreaterThan(2);
    for (const { key, forms } of all)
      expect(forms.filter((form) => !form.startsWith('=')).sort(), key).toEqual(categories);
  });
});

describe('the English texts', () => {
  it('say each thing under one key, unless another language may need two', () => {
    const keys = new Map<string, string[]>();
    for (const [key, message] of Object.entries(english)) {
      keys.set(gist(message), [...(keys.get(gist(message)) ?? []), key]);
    }
    const alike = [...keys.values()].filter(({ length }) => length > 1).map((group) => group.sort());
    expect(alike.sort()).toEqual(APART);
  });
});

describe.each(dictionaries.filter(({ language }) => language !== 'en'))(
  'the texts in $language',
  ({ language, messages }) => {
    it('are not English', () => {
      const alike = Object.keys(messages).filter(
        (key) => JSON.stringify(messages[key]) === JSON.stringify(english[key]) && !NAMES.includes(key),
      );
      expect(alike.sort()).toEqual([...(ALIKE[language] ?? [])].sort());
    });
  },
);

describe.each(first)('the first texts in %s', (_, keys) => {
  it('are those that the page needs first, and no others', () => {
    expect(keys.sort()).toEqual(Object.keys(en).sort());
  });
});

describe('the folder of texts', () => {
  it('has a file for each language', () => {
    const found = languages.filter((language) => files.includes(`${language.toLowerCase()}.ts`));
    expect(found).toEqual(languages);
    const late = languages.filter((language) => files.includes(`${language.toLowerCase()}-late.ts`));
    expect(late).toEqual(languages.slice(1));
  });

  it('has every English file in `all-english.ts`', async () => {
    for (const file of files.filter((name) => /^en(-\w+)*\.ts$/.test(name))) {
      const texts: Record<string, object> = await import(/* @vite-ignore */ `./${file}`);
      for (const key of Object.values(texts).flatMap(Object.keys)) expect(english, file).toHaveProperty([key]);
    }
  });
});
