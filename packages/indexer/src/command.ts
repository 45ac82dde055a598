/** The command: what it is told, what it does, what it says. */
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { countUnembedded, type KnowledgeFile } from '@local-llm-chat/core/knowledge';
import picomatch from 'picomatch';
import { createNodeEmbedding, type NodeEmbedding } from './embedding.js';
import { DEFAULT_MODEL, findEmbeddingModel, type ModelFiles } from './find-embedding-model.js';
import { type AddressStyle, pagesInFolder } from './folder.js';
import type { FoundPage, SkippedPage, SkipReason } from './found-page.js';
import { type MadeIndex, makeIndex } from './make-index.js';
import type { Progress } from './show-progress.js';
import { pagesOfSite } from './site.js';
import { type PackedIndex, packIndex, readPrevious, writeWhole } from './write-index.js';

export const HELP = `Makes one file of a site's pages, in which passages are found in the browser (@local-llm-chat/core/knowledge).

  npx @local-llm-chat/indexer <folder>                  of Markdown, MDX, HTML, text or PDF, or a site that was built
  npx @local-llm-chat/indexer https://…/sitemap.xml     of a site that runs

  --out <file>        where to write it            (llm-index.json)
  --base <address>    what stands before the addresses of a folder's pages   (/)
  --addresses <kind>  guide/start.md is at guide/start (clean), guide/start.html (html) or guide/start.md (file)
                      (clean; html for a folder with an index.html)
  --language <tag>    of pages that name none, e.g. en
  --ignore <glob>     files or addresses to leave out, e.g. "drafts/**"; can be repeated
  --embeddings[=<model>]  make a vector of each passage too, so that it is found by what it means: by the package
                      ${DEFAULT_MODEL}, or by another one, a manifest or a GGUF file. Pages that have not
                      changed since the last time keep their vectors
  --max-size <MB>     fail when the index, compressed, is larger   (10)
  --gzip              write it compressed, for hosts that do not compress
  --dry-run           say what would be done, and write nothing
  --quiet             say only what is wrong
  --help              this

Pages that ask not to be found are left out: robots.txt, <meta name="robots" content="noindex">, X-Robots-Tag, and
"noindex: true" or "draft: true" in the front matter. So is what is in <nav>, or in an element with data-noindex.`;

/** Where a command says things, and what it needs of the world. */
export interface CommandWorld {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Shows how far it is, for those who look on. */
  readonly progress?: Progress;
  readonly fetch?: typeof globalThis.fetch;
  /** Starts the model that was found. Default: {@link createNodeEmbedding}. */
  readonly startEmbedding?: (model: ModelFiles) => Promise<NodeEmbedding>;
  readonly signal?: AbortSignal;
}

const OPTIONS = {
  out: { type: 'string', default: 'llm-index.json' },
  base: { type: 'string', default: '/' },
  addresses: { type: 'string' },
  language: { type: 'string' },
  ignore: { type: 'string', multiple: true, default: [] as string[] },
  embeddings: { type: 'string' },
  'max-size': { type: 'string', default: '10' },
  gzip: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const REASONS: Record<SkipReason, string> = {
  noindex: 'asks not to be found',
  robots: 'robots.txt says so',
  empty: 'says nothing',
  kind: 'of a kind that is not read',
  unreadable: 'could not be read',
  duplicate: 'another page has its address',
};
const NAMED_AT_MOST = 20;

/** Runs it. Returns the exit status: 0, 1 when it could not be done, 2 when it was told nonsense. */
export async function runCommand(words: readonly string[], world: CommandWorld): Promise<number> {
  const order = readOrder(words);
  if (typeof order === 'string') {
    world.complain(`${order}\nSee --help.`);
    return 2;
  }
  if (order === null) {
    world.say(HELP);
    return 0;
  }
  try {
    return await obey(order, world);
  } catch (error) {
    world.complain(world.signal?.aborted ? `Stopped. ${order.out} is as it was.` : (error as Error).message);
    return 1;
  }
}

interface Order {
  readonly source: string;
  readonly out: string;
  readonly base: string;
  readonly addresses: AddressStyle | null;
  readonly language: string | undefined;
  readonly ignores: (path: string) => boolean;
  /** The model that makes vectors. */
  readonly embeddings: string | undefined;
  readonly maxBytes: number;
  readonly compresses: boolean;
  readonly isDry: boolean;
  readonly isQuiet: boolean;
}

/** What is asked for; a sentence over what is wrong with it; null for help. */
function readOrder(words: readonly string[]): Order | string | null {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>;
  try {
    // Its value may be left out, which parseArgs does not know of.
    const args = words.map((word) => (word === '--embeddings' ? `--embeddings=${DEFAULT_MODEL}` : word));
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return (error as Error).message;
  }
  const { values, positionals } = parsed;
  if (values.help) return null;
  const [source] = positionals;
  if (source === undefined || positionals.length > 1) return 'Name one folder, or the address of one sitemap.';
  const megabytes = Number(values['max-size']);
  if (!(megabytes > 0)) return `--max-size is a number of megabytes, not ${values['max-size']}.`;
  const { addresses = null, ignore } = values;
  if (addresses !== null && !isAddressStyle(addresses)) return `--addresses is clean, html or file, not ${addresses}.`;
  return {
    source,
    out: values.out,
    base: values.base.endsWith('/') ? values.base : `${values.base}/`,
    addresses,
    language: values.language,
    ignores: ignore.length === 0 ? () => false : picomatch(ignore),
    embeddings: values.embeddings,
    maxBytes: megabytes * 1e6,
    compresses: values.gzip,
    isDry: values['dry-run'],
    isQuiet: values.quiet,
  };
}

function isAddressStyle(word: string): word is AddressStyle {
  return word === 'clean' || word === 'html' || word === 'file';
}

async function obey(order: Order, world: CommandWorld): Promise<number> {
  const { say, complain, fetch, signal } = world;
  const tell = order.isQuiet ? () => undefined : say;
  const model = order.embeddings === undefined ? null : await findEmbeddingModel(order.embeddings);
  const found = await pagesOf(order, fetch, signal);
  const previous = await readPrevious(order.out);
  const made = await make(order, world, found, previous, model);
  if (made.pages === 0) {
    for (const line of linesOver(made.skipped)) complain(line);
    complain(`There is no page to index in ${order.source}.`);
    return 1;
  }
  const packed = packIndex(made.file, order.compresses);
  for (const line of report(made, packed, previous !== null)) tell(line);
  if (model !== null) tell(lineOverVectors(made, model.id, previous));
  if (packed.compressedBytes > order.maxBytes) {
    complain(`The index has ${size(packed.compressedBytes)} compressed; at most ${size(order.maxBytes)} are allowed.`);
    for (const { url, characters } of made.largest) complain(`  ${characters} characters: ${url}`);
    complain('Leave pages out with --ignore, or allow more with --max-size.');
    return 1;
  }
  if (order.isDry) {
    tell(`Nothing was written: without --dry-run it would be ${order.out}.`);
    return 0;
  }
  signal?.throwIfAborted();
  await writeWhole(order.out, packed.content);
  tell(`Written to ${order.out}.`);
  return 0;
}

/** With vectors if they are wanted, but for a dry run: it is to be over soon. */
async function make(
  { isDry, isQuiet }: Order,
  { signal, progress, startEmbedding = createNodeEmbedding }: CommandWorld,
  found: AsyncIterable<FoundPage>,
  previous: KnowledgeFile | null,
  model: ModelFiles | null,
): Promise<MadeIndex> {
  const options = { previous, ...(signal === undefined ? {} : { signal }) };
  if (model === null || isDry) return makeIndex(found, options);
  const embedding = await startEmbedding(model);
  try {
    return await makeIndex(found, {
      ...options,
      embedding,
      onEmbedded: ({ chunksDone, chunksTotal }) => {
        if (!isQuiet) progress?.show(chunksDone, chunksTotal);
      },
    });
  } finally {
    progress?.clear();
    await embedding.close();
  }
}

async function pagesOf(
  { source, base, addresses, language, ignores, out }: Order,
  fetch: typeof globalThis.fetch | undefined,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<FoundPage>> {
  const common = language === undefined ? {} : { language };
  if (/^https?:\/\//.test(source)) {
    return pagesOfSite(source, {
      ...common,
      ignores: (url) => ignores(new URL(url).pathname.slice(1)),
      ...(fetch === undefined ? {} : { fetch }),
      ...(signal === undefined ? {} : { signal }),
    });
  }
  const folder = await stat(source).catch(() => null);
  if (!folder?.isDirectory()) throw new Error(`There is no folder ${source}.`);
  const isSite = await stat(`${source}/index.html`).then(
    () => true,
    () => false,
  );
  const itself = relative(resolve(source), resolve(out)).replaceAll('\\', '/');
  return pagesInFolder(source, {
    ...common,
    ...(signal === undefined ? {} : { signal }),
    base,
    addresses: addresses ?? (isSite ? 'html' : 'clean'),
    ignores: (path) => path === itself || ignores(path),
  });
}

function report(made: MadeIndex, packed: PackedIndex, hadPrevious: boolean): string[] {
  const lines = [
    `${made.pages} pages, ${made.chunks} passages, ${size(packed.bytes)}, ${size(packed.compressedBytes)} compressed.`,
  ];
  if (hadPrevious) {
    const { added, changed, removed } = made;
    lines.push(`Since the last time: ${added.length} new, ${changed.length} changed, ${removed.length} gone.`);
  }
  return [...lines, ...linesOver(made.skipped)];
}

function lineOverVectors(made: MadeIndex, model: string, previous: KnowledgeFile | null): string {
  const { embedded } = made;
  if (embedded !== null) return `Vectors of ${model}: ${embedded.now} made, ${embedded.before} kept.`;
  const { known, missing } = countUnembedded(made.file, model, previous ?? undefined);
  return `Vectors of ${model}, not in these sizes: ${missing} to make, ${known} to keep.`;
}

function linesOver(skipped: readonly SkippedPage[]): string[] {
  if (skipped.length === 0) return [];
  const named = skipped.slice(0, NAMED_AT_MOST).map(({ source, reason, detail }) => {
    return `  ${source}: ${REASONS[reason]}${detail === undefined ? '' : ` (${detail})`}`;
  });
  const more = skipped.length - named.length;
  return [`${skipped.length} left out:`, ...named, ...(more > 0 ? [`  and ${more} more`] : [])];
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
