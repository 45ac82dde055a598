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

/** Inside an object vitest compares nothing with a bare pattern: whatever the text is, the test passes. */
export const BARE_PATTERN =
  /\b(?:toMatchObject|toEqual|toStrictEqual|toThrow)\(\s*\{[^;]*?[:[,]\s*\/[^/*\s][^\n]*?\/[dgimsuvy]*\s*[,}\]]/g;

/** @param {string[]} files */
export async function barePatterns(files) {
  const problems = [];
  for (const file of files.filter((file) => /\.test\.tsx?$/.test(file))) {
    const text = await readFile(join(ROOT, file), 'utf8');
    for (const { index } of text.matchAll(BARE_PATTERN)) {
      const line = text.slice(0, index).split('\n').length;
      problems.push(`${file}:${line} expects a pattern inside an object; write expect.stringMatching(pattern).`);
    }
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

/** A lockfile without the builds for some systems cannot be installed by anyone. */
export async function missingOptionalPackages() {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  return findMissingOptional(packages).map(
    ({ place, version }) => `package-lock.json has no ${place} ${version}. Run node scripts/complete-lockfile.mjs.`,
  );
}

/**
 * @typedef {{ version?: string, dev?: boolean, optionalDependencies?: Record<string, string> }} LockedPackage
 * @param {Record<string, LockedPackage>} packages of a lockfile
 * @returns {{ place: string, name: string, version: string, dev: boolean }[]}
 */
export function findMissingOptional(packages) {
  /** @type {Map<string, { place: string, name: string, version: string, dev: boolean }>} */
  const missing = new Map();
  for (const [owner, { optionalDependencies = {}, dev = false }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isFound(packages, owner, name)) continue;
      // Where npm itself would put it: beside its owner.
      const place = `${owner.slice(0, owner.lastIndexOf('node_modules/'))}node_modules/${name}`;
      missing.set(place, { place, name, version: version.replace(/^[\^~]/, ''), dev });
    }
  }
  return [...missing.values()];
}

/**
 * As Node looks for a package: in the owner's folder, then in each folder above it.
 *
 * @param {Record<string, LockedPackage>} packages
 * @param {string} owner
 * @param {string} name
 */
function isFound(packages, owner, name) {
  for (let folder = owner; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}
