/** Installs the packages that the lockfile names, when they are not there yet. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool } from './tools.mjs';

/** Makes sure that the installed packages are those of the lockfile. Ends the process when it cannot. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  process.stdout.write('Installing packages, which takes about a minute …\n');
  const start = Date.now();
  const words = setInterval(() => process.stdout.write(`  still installing (${seconds(start)} s)\n`), 20_000);
  const npm = await runTool('npm', ['ci', '--loglevel=error', '--no-fund', '--no-audit'], { env: process.env });
  clearInterval(words);
  if (npm.code !== 0) {
    process.stderr.write(`${npm.output}\nThe packages could not be installed: \`npm ci\` says why, above.\n`);
    process.exit(1);
  }
  process.stdout.write(`  installed in ${seconds(start)} s\n`);
}

/** @param {number} start */
const seconds = (start) => Math.round((Date.now() - start) / 1000);

/**
 * Compares what npm has noted about `node_modules` with the lockfile. Contents, not times: a fresh
 * checkout makes every file new.
 */
function isInstalled() {
  const note = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(note) || !existsSync(join(ROOT, 'node_modules/.bin/node'))) return false;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, link, optional, devOptional }]) => {
    // Optional ones are there only on the systems that they are for; the repository's own are folders.
    if (!path.includes('node_modules/') || optional || devOptional) return true;
    return installed[path] !== undefined && (link || installed[path].version === version);
  });
}
