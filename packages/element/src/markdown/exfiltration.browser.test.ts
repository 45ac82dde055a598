/** Texts that would carry something out, at every length that they have while they are written: nothing but allowed elements. */
import sharedCorpora from 'virtual:shared-corpora';
import { describe, expect, it } from 'vitest';
import { addAllEnglish } from '../locales/all-english.js';
import { createTexts } from '../texts.js';
import { violations } from './allow-list.case.js';
import { exfiltrationVectors } from './exfiltration.case.js';
import { encodedVectors, encodings } from './exfiltration-encodings.case.js';
import { readImageOrigins } from './image-origins.js';
import { MarkdownView, type ViewOptions } from './markdown-view.js';
import { formulas } from './math.js';
import { randomFrom } from './random-text.case.js';

addAllEnglish();

const words = createTexts('en');
const vectors = encodedVectors({ tcp: '127.0.0.1:9', udp: '127.0.0.1:9' });

/** Shows every beginning of a text; returns how many there are. */
function growAll(text: string, options: ViewOptions = {}): number {
  const element = document.createElement('div');
  const markdown = new MarkdownView(element, words, options);
  const hasImages = options.images !== undefined;
  for (let end = 1; end <= text.length; end += 1) {
    markdown.update(text.slice(0, end), false);
    const found = violations(element, hasImages);
    if (found.length > 0) expect(found, text.slice(0, end)).toEqual([]);
  }
  markdown.update(text);
  expect(violations(element, hasImages), text).toEqual([]);
  return text.length;
}

/** So many texts of collections that lie beside the repository, where these are. */
const SAMPLE = 150;
const SEED = 20_261_128;

describe('texts that would carry something out', () => {
  it('are many, in many ways of writing', () => {
    expect(exfiltrationVectors.length).toBeGreaterThanOrEqual(120);
    expect(encodings.length).toBeGreaterThanOrEqual(4);
    expect(new Set(exfiltrationVectors.map(([, text]) => text)).size).toBe(exfiltrationVectors.length);
    expect(new Set(vectors.map(({ text }) => text)).size).toBeGreaterThan(1300);
  });

  it.each(encodings.map(([name]) => ({ name })))('are harmless at every length: $name', ({ name }) => {
    let count = 0;
    for (const { encoding, text } of vectors) if (encoding === name) count += growAll(text);
    // biome-ignore lint/suspicious/noConsole: the number belongs into the test's output.
    console.info(`${name}: ${count} prefixes`);
    expect(count).toBeGreaterThan(5000);
  });

  it('are harmless with formulas, and where images of another origin are allowed', () => {
    const images = readImageOrigins('https://images.example');
    for (const { encoding, text } of vectors) {
      if (encoding === 'plain') growAll(text, { formulas, images });
    }
  });

  it('of the collections beside the repository are harmless at every length, in a sample', () => {
    const random = randomFrom(SEED);
    const all = sharedCorpora
      .flatMap(({ cases }) => cases.map((one) => (typeof one === 'string' ? one : one.text)))
      .filter(({ length }) => length < 600);
    const sample = Array.from({ length: all.length > 0 ? SAMPLE : 0 }, () => all[Math.floor(random() * all.length)]);
    let count = 0;
    for (const text of sample) count += growAll(text ?? '');
    // biome-ignore lint/suspicious/noConsole: the number belongs into the test's output.
    console.info(`seed ${SEED}: ${sample.length} texts of ${all.length}, ${count} prefixes`);
    expect(count > 0).toBe(sharedCorpora.length > 0);
  });

  it('make no image that the site did not allow', () => {
    const images = readImageOrigins('https://images.example');
    for (const { text } of vectors) {
      const element = document.createElement('div');
      new MarkdownView(element, words, { images }).update(text);
      if (element.querySelector('img') !== null) expect(element.innerHTML, text).toBe('');
    }
  });
});
