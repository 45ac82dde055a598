/** Rules for the repository's files: short sources, nothing large, a lockfile without addresses. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, runTool } from '../tools.mjs';

const LINES_MOST = 400;
const BYTES_MOST = 1_500_000;

/** The repository's files, the new ones too, without those that git ignores. */
export async function repositoryFiles() {
  const { code, output } = await runTool('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  if (code !== 0) throw new Error(`git could not list the files: ${output}`);
  const files = output.split('\0').filter((file) => file !== '');
  const there = await Promise.all(files.map((file) => stat(join(ROOT, file)).catch(() => null)));
  return files.filter((_, index) => there[index]?.isFile());
}

/** @param {string[]} files */
export async function longFiles(files) {
  const problems = [];
  for (const file of files.filter((file) => /^packages\/[^/]+\/src\//.test(file))) {
    const lines = (await readFile(join(ROOT, file), 'utf8')).split('\n').length - 1;
    if (lines > LINES_MOST) problems.push(`${file} has ${lines} lines; ${LINES_MOST} are the most. Split it.`);
  }
  return problems;
}

/** @param {string[]} files */
export async function largeFiles(files) {
  const problems = [];
  for (const file of files) {
    const { size } = await stat(join(ROOT, file));
    if (size > BYTES_MOST) problems.push(`${file} has ${size} bytes; ${BYTES_MOST} are the most.`);
  }
  return problems;
}

/** Addresses would tie everyone to the registry of whoever wrote the lockfile last. */
export async function resolvedAddresses() {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([, { resolved }]) => /^[a-z+]+:/.test(resolved ?? ''))
    .map(([path]) => `package-lock.json: ${path} has a "resolved" address. Run npm with this folder's .npmrc.`);
}
