/** What an index of a site costs, small and large, against MiniSearch alone over the same passages. */
import { addPart } from './bundle.mjs';
import { median, printTable } from './statistics.mjs';

const COUNTS = [5000, 50_000];

export async function benchKnowledge(page) {
  await addPart(page, 'knowledge-page.mjs', 'benchKnowledge');
  for (const count of COUNTS) {
    const figures = await page.evaluate((passages) => globalThis.benchKnowledge(passages), count);
    const { raw } = figures;
    printTable(
      `Knowledge: ${figures.chunks} passages`,
      ['', 'ours', 'MiniSearch alone', 'ratio'],
      [
        ['build, ms', figures.build, raw.build, raw.build / figures.build],
        [
          'file, MB (passages and postings / postings)',
          figures.bytes / 1e6,
          raw.bytes / 1e6,
          raw.bytes / figures.bytes,
        ],
        ['compressed, MB', figures.compressed / 1e6, raw.compressed / 1e6, raw.compressed / figures.compressed],
        ['load from the compressed file, ms', figures.load, '', ''],
        [
          'query by words, median ms',
          median(figures.keywords),
          median(raw.query),
          median(raw.query) / median(figures.keywords),
        ],
        ['query by words, p95 ms', p95(figures.keywords), p95(raw.query), p95(raw.query) / p95(figures.keywords)],
        ['query by words and vectors, median ms', median(figures.hybrid), '', ''],
        ['query by words and vectors, p95 ms', p95(figures.hybrid), '', ''],
      ],
    );
  }
}

function p95(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * 0.95)];
}
