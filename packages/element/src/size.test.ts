/// <reference types="node" />
/** The first bytes are a promise: what a plain page fetches before anything is pressed, measured on the real build. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../standalone/', import.meta.url));
const LIMIT = 35_000;

/** A summary alone is a button, and a search a field: no chat. */
const SMALL_LIMIT = 15_000;

/** A door and all that it imports statically, by file name. */
function firstFiles(entry = 'define.js'): Map<string, string> {
  const files = new Map<string, string>();
  const open = [entry];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (files.has(name)) continue;
    const code = readFileSync(folder + name, 'utf8');
    files.set(name, code);
    for (const [, imported] of code.matchAll(/(?:^|[;\s}])(?:import|export)(?:[\w*{}\s,$]*from)?\s*"\.\/([\w.-]+)"/g)) {
      if (imported !== undefined) open.push(imported);
    }
  }
  return files;
}

describe('the standalone build', () => {
  beforeAll(() => {
    if (!existsSync(`${folder}define.js`)) {
      throw new Error('There is no standalone build to measure: run `npm run build` in packages/element first.');
    }
  });

  it(`fetches at most ${LIMIT} bytes of gzipped script before anything is pressed`, () => {
    let total = 0;
    const door = readFileSync(`${folder}../define.js`, 'utf8');
    for (const code of [door, ...firstFiles().values()]) total += gzipSync(code, { level: 9 }).length;
    // biome-ignore lint/suspicious/noConsole: the number belongs into the test's output.
    console.info(`${total} bytes in the package's define.js, ${[...firstFiles().keys()].join(', ')}`);
    expect(total).toBeLessThanOrEqual(LIMIT);
  });

  it.each(['summary', 'search'])(
    `fetches at most ${SMALL_LIMIT} bytes of gzipped script for a %s before it is needed`,
    (name) => {
      let total = 0;
      const files = firstFiles(`${name}.js`);
      const door = readFileSync(`${folder}../${name}.js`, 'utf8');
      for (const code of [door, ...files.values()]) total += gzipSync(code, { level: 9 }).length;
      // biome-ignore lint/suspicious/noConsole: the number belongs into the test's output.
      console.info(`${total} bytes in the package's ${name}.js, ${[...files.keys()].join(', ')}`);
      expect(total).toBeLessThanOrEqual(SMALL_LIMIT);
    },
  );

  it.each([
    ['summary', 'llm-summarystart'],
    ['search', 'prefix'],
  ])('brings a %s no chat, with its first bytes or later', (name, own) => {
    const files = firstFiles(`${name}.js`);
    const late = [...files.values()].flatMap((code) =>
      [...code.matchAll(/import\("\.\/([\w.-]+)"\)/g)].map(([, file]) => file ?? ''),
    );
    const code = late.find((file) => new RegExp(`^${name}-\\w+\\.js$`).test(file));
    expect(code).toBeDefined();
    // What these words stand for is in the files of a chat, or the test would prove nothing.
    const chat = [...firstFiles().values()].join('\n');
    const all = [...files.values(), ...firstFiles(code).values()].join('\n');
    for (const word of ['storage-button', 'define("local-llm-chat"']) {
      expect(chat.includes(word), word).toBe(true);
      expect(all.includes(word), word).toBe(false);
    }
    // Nor its own part before it is needed.
    expect([...files.values()].join('\n').includes(own)).toBe(false);
    expect(all.includes(own)).toBe(true);
  });

  it('has no engine, no conversation, no window, no Markdown parser, no catalogue, no sheet of models and no compiler of messages in those bytes', () => {
    const code = [...firstFiles().values()].join('\n');
    // What these words stand for is in the files that come later, or the test would prove nothing.
    const engine = readFileSync(`${folder}engine-wllama.js`, 'utf8');
    for (const word of ['createCompletion', 'n_ctx']) {
      expect(engine.includes(word), word).toBe(true);
      expect(code.includes(word), word).toBe(false);
    }
    expect(code.includes('CounterClockwiseContourIntegral')).toBe(false);
    for (const [file, word] of [
      ['catalog', 'https://huggingface.co'],
      ['models-view', 'delete-all-button'],
      ['chat-window', 'resize-handle'],
    ] as const) {
      const name = readdirSync(folder).find((candidate) => candidate.startsWith(`${file}-`));
      expect(readFileSync(`${folder}${name}`, 'utf8').includes(word), word).toBe(true);
      expect(code.includes(word), word).toBe(false);
    }
    const all = readdirSync(folder).filter((name) => name.endsWith('.js'));
    expect(all.some((name) => readFileSync(folder + name, 'utf8').includes('enterkeyhint'))).toBe(true);
    expect(code.includes('enterkeyhint')).toBe(false);
    // Of the compiler's error messages.
    expect(code.includes('EXPECT_ARGUMENT_CLOSING_BRACE')).toBe(false);
    // Messages with arguments are compiled, so their texts stand in pieces.
    expect(code.includes('{count, plural')).toBe(false);
    expect(/import\("\.\/conversation-door-\w+\.js"\)/.test(code)).toBe(true);
  });

  it('has every file beside it that it looks for', () => {
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js') && !name.startsWith('engine-w'));
    const names = scripts
      .map((name) => readFileSync(folder + name, 'utf8'))
      .flatMap((code) =>
        [...code.matchAll(/new URL\("\.\/([\w.-]+)",\s*import\.meta\.url\)/g)].map(([, name]) => name),
      );
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) expect(existsSync(folder + name), name).toBe(true);
  });
});
