/** The rules that keep this package in shape, read from its source. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = dirname(fileURLToPath(import.meta.url));

interface Module {
  readonly path: string;
  readonly text: string;
  /** Paths of our own modules, from `src/`. */
  readonly own: readonly string[];
  /** Package names. */
  readonly foreign: readonly string[];
}

const modules: Module[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/\.(test|case|fixture)\.ts$/.test(path))
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const names = [...text.matchAll(/^(?:(?:import|export)\s[^;']*\sfrom\s|import\s)'([^']+)';/gm)].flatMap(
      ([, name]) => name ?? [],
    );
    const own = names
      .filter((name) => name.startsWith('.'))
      .map((name) => normalize(join(dirname(path), name)).replace(/\.js$/, '.ts'));
    return { path: path.replaceAll('\\', '/'), text, own, foreign: names.filter((name) => !name.startsWith('.')) };
  });

/** Layers from the ground up; a module may import from its own layer and those below. */
const LAYERS: readonly (readonly RegExp[])[] = [
  [
    /^errors\.ts$/,
    /^store\.ts$/,
    /^hex\.ts$/,
    /^or-aborted\.ts$/,
    /^keep-alive\.ts$/,
    /^messages\.ts$/,
    /^generate\.ts$/,
    /^agent-event\.ts$/,
    /^knowledge-event\.ts$/,
    /^read-schema\.ts$/,
    /^trusted-types\.ts$/,
    /^start-worker\.ts$/,
  ],
  [/^wire\.ts$/, /^engine-files\.ts$/, /^(engine|adapters|models|downloads)\//],
  [/^(agent|chat|files|knowledge|sandbox|tasks)\//],
  [
    /^create-local-llm\.ts$/,
    /^browser-dependencies\.ts$/,
    /^browser-engine\.ts$/,
    /^embedding\.ts$/,
    /^embedding\//,
    /^index\.ts$/,
    /^page\.ts$/,
    /^page-of\.ts$/,
    /^files\.ts$/,
    /^testing\.ts$/,
    /^threads\.ts$/,
    /^knowledge\.ts$/,
    /^tasks\.ts$/,
    /^agent\.ts$/,
    /^agent-tools\.ts$/,
    /^built-in\.ts$/,
    /^sandbox\.ts$/,
    /^isolate\.ts$/,
    /^isolate\//,
    /^built-in\//,
  ],
];

const layerOf = (path: string) => LAYERS.findIndex((patterns) => patterns.some((pattern) => pattern.test(path)));

/** Who may import a vendor. */
const VENDORS: Record<string, RegExp> = {
  comlink: /^wire\.ts$/,
  '@wllama/wllama': /^adapters\/wllama(-[a-z-]+)?\.ts$/,
  '@mlc-ai/web-llm': /^adapters\/webllm(-[a-z-]+)?\.ts$/,
  'hash-wasm': /^downloads\//,
  idb: /^chat\/history-database\.ts$/,
  chardet: /^files\/guess-encoding\.ts$/,
  htmlparser2: /^files\/html-text\.ts$/,
  papaparse: /^files\/csv-text\.ts$/,
  'pdfjs-dist': /^files\/read-pdf\.ts$/,
  '@cfworker/json-schema': /^agent\/check-arguments\.ts$/,
  jsep: /^agent\/tools\/calculator\.ts$/,
  minisearch: /^knowledge\/keyword-index\.ts$/,
  diff: /^tasks\/corrections\.ts$/,
  'quickjs-wasi': /^sandbox\/run-in-vm\.ts$/,
  'franc-min': /^built-in\/detect-languages\.ts$/,
};

describe('the source of core', () => {
  it('is read whole', () => {
    expect(modules.length).toBeGreaterThan(20);
    expect(modules.flatMap(({ own }) => own).filter((path) => !modules.some((module) => module.path === path))).toEqual(
      [],
    );
  });

  it('has every module in a layer', () => {
    expect(modules.filter(({ path }) => layerOf(path) === -1).map(({ path }) => path)).toEqual([]);
  });

  it('has arrows that point down only', () => {
    const upward = modules.flatMap(({ path, own }) =>
      own.filter((target) => layerOf(target) > layerOf(path)).map((target) => `${path} -> ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it('has no cycles', () => {
    const graph = new Map(modules.map(({ path, own }) => [path, own]));
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): string[] => {
      if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(' -> ')];
      if (done.has(path)) return [];
      const found = (graph.get(path) ?? []).flatMap((target) => visit(target, [...trail, path]));
      done.add(path);
      return found;
    };
    expect([...graph.keys()].flatMap((path) => visit(path, []))).toEqual([]);
  });

  it('knows the engines from features only as a `Generate`', () => {
    const bypasses = modules
      .filter(({ path }) => path.startsWith('chat/'))
      .flatMap(({ path, own }) =>
        own.filter((target) => /^(engine|adapters)\//.test(target)).map((to) => `${path} -> ${to}`),
      );
    expect(bypasses).toEqual([]);
  });

  it('reads files with nothing but the ground floor', () => {
    const strays = modules
      .filter(({ path }) => path.startsWith('files/'))
      .flatMap(({ path, own }) =>
        own.filter((target) => !target.startsWith('files/') && layerOf(target) > 0).map((to) => `${path} -> ${to}`),
      );
    expect(strays).toEqual([]);
  });

  it('has knowledge that is found with nothing but the ground floor', () => {
    const strays = modules
      .filter(({ path }) => path.startsWith('knowledge/'))
      .flatMap(({ path, own }) =>
        own.filter((target) => !target.startsWith('knowledge/') && layerOf(target) > 0).map((to) => `${path} -> ${to}`),
      );
    expect(strays).toEqual([]);
  });

  it('has agents that know models, tasks and chats only as what they are given', () => {
    const strays = modules
      .filter(({ path }) => path.startsWith('agent/'))
      .flatMap(({ path, own }) =>
        own.filter((target) => !target.startsWith('agent/') && layerOf(target) > 0).map((to) => `${path} -> ${to}`),
      );
    expect(strays).toEqual([]);
  });

  it('sends what agents send through one module', () => {
    const strays = modules.filter(
      ({ path, text }) =>
        path.startsWith('agent/') &&
        path !== 'agent/tools/egress.ts' &&
        /\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|\beval\(|new Function/.test(text),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('has each vendor in its own place', () => {
    const strays = modules.flatMap(({ path, foreign }) =>
      foreign
        .filter((name) => {
          const vendor = Object.keys(VENDORS).find((known) => name === known || name.startsWith(`${known}/`));
          return vendor === undefined || !VENDORS[vendor]?.test(path);
        })
        .map((name) => `${path} -> ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it('opens every file with a sentence that says what it is', () => {
    expect(modules.filter(({ text }) => !text.startsWith('/**')).map(({ path }) => path)).toEqual([]);
  });

  it('has no file of more than 400 lines', () => {
    const long = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 401);
    expect(long).toEqual([]);
  });

  it('names files by what they hold', () => {
    const vague = modules.filter(({ path }) => /(^|\/)(utils?|helpers?|types|common|misc)\b/.test(relative('.', path)));
    expect(vague.map(({ path }) => path)).toEqual([]);
  });

  it('can be imported where there is no browser', async () => {
    await expect(import('./index.js')).resolves.toHaveProperty('createLocalLLM');
    await expect(import('./testing.js')).resolves.toHaveProperty('createFakeLLM');
    await expect(import('./embedding.js')).resolves.toHaveProperty('createEmbedding');
    await expect(import('./threads.js')).resolves.toHaveProperty('createThreads');
    await expect(import('./tasks.js')).resolves.toHaveProperty('summarize');
    await expect(import('./sandbox.js')).resolves.toHaveProperty('runCode');
    await expect(import('./built-in.js')).resolves.toHaveProperty('createBuiltIn');
    await expect(import('./agent.js')).resolves.toHaveProperty('createAgent');
    await expect(import('./agent-tools.js')).resolves.toHaveProperty('calculator');
  });
});
