/** What guides, READMEs and doc-comments say is true: their code fits the packages, their links lead somewhere. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ModelRecord, modelCatalog, parseModelRecord } from '@local-llm-chat/core';
import { afterAll, describe, expect, it } from 'vitest';
import { elementTexts } from '../.storybook/element-texts.js';
import { FRAME_POLICY, FRAMING_PAGE_POLICY, PAGE_POLICY, SANDBOX_POLICY, workerPolicy } from '../server/policies.mjs';

const DOCS = fileURLToPath(new URL('../', import.meta.url));
const pages = (await readdir(join(DOCS, 'guides'))).filter((name) => name.endsWith('.mdx'));
const texts = new Map(
  await Promise.all(pages.map(async (page) => [page, await readFile(join(DOCS, 'guides', page), 'utf8')] as const)),
);

/** What the packages say of themselves: their READMEs, and the comments in their source. */
async function packageTexts(): Promise<[name: string, text: string][]> {
  const root = join(DOCS, '../../');
  const files = (await readdir(join(root, 'packages'), { recursive: true })).filter(
    (file) => !file.includes('node_modules') && /^[\w-]+\/(README\.md|src\/.*(?<!\.test)\.tsx?)$/.test(file),
  );
  const read = async (file: string): Promise<[string, string]> => {
    const text = await readFile(join(root, file), 'utf8');
    // The stars at the beginning of a comment's lines are no part of its text.
    return [file.replaceAll('/', '-'), /\.tsx?$/.test(file) ? text.replace(/^ *\* ?/gm, '') : text];
  };
  return Promise.all(['README.md', ...files.map((file) => `packages/${file}`)].map(read));
}

/** The blocks of code in a text. */
function codeBlocks(text: string, ...languages: string[]): { language: string; code: string }[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .map(([, language = '', code = '']) => ({ language, code }))
    .filter(({ language }) => languages.includes(language));
}

// Inside the package, so that imports find what a site would have installed.
await mkdir(join(DOCS, 'node_modules'), { recursive: true });
const scratch = await mkdtemp(join(DOCS, 'node_modules/.guides-'));
afterAll(() => rm(scratch, { recursive: true }));

describe('code', () => {
  it('has the types of the packages', async () => {
    let count = 0;
    for (const [page, text] of [...texts, ...(await packageTexts())]) {
      for (const { language, code } of codeBlocks(text, 'js', 'ts', 'tsx')) {
        count += 1;
        // Without an import it would be a script, and share its names with the others.
        await writeFile(join(scratch, `${page}-${count}.${language}`), `${code}\nexport {};\n`);
      }
    }
    expect(count).toBeGreaterThan(30);
    const config = {
      extends: '../../../../tsconfig.base.json',
      compilerOptions: { allowJs: true, checkJs: true, jsx: 'react-jsx', types: ['node'] },
      include: ['*'],
    };
    await writeFile(join(scratch, 'tsconfig.json'), JSON.stringify(config));
    const tsc = fileURLToPath(import.meta.resolve('typescript/package.json')).replace('package.json', 'bin/tsc');
    const output = await promisify(execFile)(process.execPath, [tsc, '-p', scratch]).then(
      () => '',
      (error: { stdout?: string }) => error.stdout || String(error),
    );
    // `querySelector` and an index may find nothing, which a guide need not say each time.
    const problems = output.split('\n').filter((line) => line !== '' && !/error TS(2531|2532|18047|18048):/.test(line));
    expect(problems).toEqual([]);
  }, 60_000);

  it('has manifests that can be read', () => {
    const manifests = codeBlocks(texts.get('models-and-engines.mdx') ?? '', 'json');
    expect(manifests).toHaveLength(1);
    for (const { code } of manifests) {
      expect(parseModelRecord(JSON.parse(code), 'https://example.com/').bytes).toBe(98_362_432);
    }
  });
});

/** The table of the guide: kinds of device from the weakest on, each with its default first; embeddings last. */
function inTiers(models: readonly ModelRecord[]): readonly ModelRecord[] {
  const tiers = ['cpu', 'gpu-basic', 'gpu-phone', 'gpu-laptop', 'gpu-desktop'];
  const rank = ({ tier, task }: ModelRecord) =>
    (tier === undefined ? -1 : tiers.indexOf(tier)) + (task === 'embedding' ? tiers.length : 0);
  return models.toSorted((one, other) => rank(one) - rank(other));
}

function rowOf({ tier, name, family, engine, bytes, bytesAre, memoryBytes = 0, license, task }: ModelRecord): string {
  const megabytes = (value: number) =>
    value < 1e9 ? `${Math.round(value / 1e6)} MB` : `${(value / 1e9).toFixed(1)} GB`;
  const download = `${bytesAre === 'exact' ? '' : 'about '}${megabytes(bytes ?? 0)}`;
  const what = task === 'embedding' ? `${name} (embeddings)` : name;
  const cells = [`\`${tier}\``, what, `\`${family}\``, `\`${engine}\``, download, megabytes(memoryBytes), license.id];
  return `| ${cells.join(' | ')} |`;
}

describe('text', () => {
  it('knows the models of the catalogue', () => {
    const guide = texts.get('models-and-engines.mdx') ?? '';
    const rows = guide.split('\n').filter((line) => /^\| `(cpu|gpu-)/.test(line));
    expect(rows).toEqual(inTiers(modelCatalog).map(rowOf));
  });

  it('lists every text of the element, and names none that there is not', async () => {
    const folder = join(DOCS, '../../packages/element/src/locales');
    const files = (await readdir(folder)).filter((name) => /^en(-\w+)*\.ts$/.test(name));
    const sources = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    const keys = sources.flatMap((source) => [...source.matchAll(/^ {2}'([^']+)':/gm)].map(([, key]) => key));
    expect(keys.length).toBeGreaterThan(200);
    expect(elementTexts.map(({ key }) => key).sort()).toEqual(keys.sort());
    expect(elementTexts).toContainEqual({ key: 'start.button', message: 'Download {size} and start' });
    const named = [...(texts.get('languages.mdx') ?? '').matchAll(/'([a-z]+\.[a-z.-]+)':/g)].map(([, key]) => key);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('gives the policies that these pages are served with', () => {
    const guide = texts.get('security-headers.mdx');
    expect(guide).toContain(`Content-Security-Policy: ${PAGE_POLICY}\n`);
    expect(guide).toContain(`Content-Security-Policy: ${workerPolicy()}\n`);
    expect(guide).toContain(`Content-Security-Policy: ${SANDBOX_POLICY}\n`);
    expect(texts.get('sandbox.mdx')).toContain(`Content-Security-Policy: ${SANDBOX_POLICY}\n`);
    expect(texts.get('isolate.mdx')).toContain(`Content-Security-Policy: ${FRAMING_PAGE_POLICY}\n`);
    expect(texts.get('isolate.mdx')).toContain(`Content-Security-Policy: ${FRAME_POLICY}\n`);
  });

  it('links to guides that exist, from the landing page too', async () => {
    const known = [...texts.values()].map((text) => {
      const title = /<Meta title="([^"]+)"/.exec(text)?.[1] ?? '';
      return `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}--docs`;
    });
    const site = await readFile(join(DOCS, 'site/index.html'), 'utf8');
    const links = [...texts.values(), site].flatMap((text) =>
      [...text.matchAll(/\?path=\/docs\/([\w-]+)/g)].map(([, id]) => id),
    );
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((id) => !known.includes(id ?? ''))).toEqual([]);
  });
});
