/** The page's part of the knowledge bench: an index of made-up passages, ours and MiniSearch's own. */
import { KnowledgeIndex, readKnowledgeFile } from '@local-llm-chat/core/knowledge';
import MiniSearch from 'minisearch';

/** Passages are of some 120 words, with a vocabulary as that of a large manual: few words often, most of them seldom. */
const WORDS_IN_PASSAGE = 110;
const PASSAGES_ON_PAGE = 10;
const VOCABULARY = 20_000;
const DIMENSIONS = 384;
const QUESTIONS = 200;

let seed = 1;
const random = () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed / 2 ** 31;
};
const vocabulary = Array.from({ length: VOCABULARY }, () => {
  const letters = Array.from({ length: 3 + Math.floor(random() * 8) }, () => 97 + Math.floor(random() * 26));
  return String.fromCharCode(...letters);
});
/** Zipf: the n-th word is there 1 / n times as often. */
const word = () => vocabulary[Math.min(VOCABULARY - 1, Math.floor(VOCABULARY ** random()) - 1)] ?? vocabulary[0];
const sentence = (count) => Array.from({ length: count }, word).join(' ');

function pagesOf(passages) {
  return Array.from({ length: passages / PASSAGES_ON_PAGE }, (_, page) => ({
    url: `/page-${page}`,
    title: sentence(3),
    text: Array.from({ length: PASSAGES_ON_PAGE }, () => `## ${sentence(4)}\n\n${sentence(WORDS_IN_PASSAGE)}.`).join(
      '\n\n',
    ),
  }));
}

const timed = async (work) => {
  const start = performance.now();
  const value = await work();
  return { value, ms: performance.now() - start };
};

async function gzipped(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Milliseconds of each of some questions. */
function ask(search) {
  seed = 7;
  return Array.from({ length: QUESTIONS }, () => {
    const question = sentence(6);
    const start = performance.now();
    search(question);
    return performance.now() - start;
  });
}

globalThis.benchKnowledge = async (passages) => {
  seed = 1;
  const pages = pagesOf(passages);
  const built = await timed(() => KnowledgeIndex.build(pages));
  const { chunks, ...file } = built.value.toJSON();
  const text = JSON.stringify({ ...file, chunks });
  const packed = await gzipped(text);
  const loaded = await timed(async () => KnowledgeIndex.load(await readKnowledgeFile(packed, '/index.json')));
  const index = loaded.value;

  const raw = new MiniSearch({ fields: ['headings', 'text'] });
  const documents = chunks.map((chunk, id) => ({
    id,
    headings: [pages[chunk.page].title, ...chunk.path].join('\n'),
    text: chunk.text,
  }));
  const rawBuilt = await timed(() => raw.addAll(documents));
  const rawText = JSON.stringify(raw);
  const rawPacked = await gzipped(rawText);

  const random8 = () => Int8Array.from({ length: chunks.length * DIMENSIONS }, () => Math.floor(random() * 255) - 127);
  const bytes = random8();
  let data = '';
  for (let start = 0; start < bytes.length; start += 8190) {
    data += btoa(String.fromCharCode(...new Uint8Array(bytes.buffer, start, Math.min(8190, bytes.length - start))));
  }
  const withVectors = KnowledgeIndex.load({
    ...file,
    chunks,
    vectors: { model: 'bench', dimensions: DIMENSIONS, data },
  });
  const vector = Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5);
  const settings = { boost: { headings: 2 }, prefix: (term) => term.length >= 4, fuzzy: 0.2 };
  return {
    chunks: chunks.length,
    build: built.ms,
    load: loaded.ms,
    bytes: text.length,
    compressed: packed.length,
    keywords: ask((question) => index.search(question)),
    hybrid: ask((question) => withVectors.search(question, {}, vector)),
    raw: {
      build: rawBuilt.ms,
      bytes: rawText.length,
      compressed: rawPacked.length,
      query: ask((question) => raw.search(question, settings)),
    },
  };
};
