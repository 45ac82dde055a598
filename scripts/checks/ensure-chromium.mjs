/** Makes sure of a Chromium for the tests that need a real browser. */
import { existsSync } from 'node:fs';
import { findChromium } from '../chromium.mjs';
import { runTool } from '../tools.mjs';

/** Finds a Chromium, or installs one. When neither works it says so, and the browser tests will fail. */
export async function ensureChromium() {
  if ((await findChromium()) !== null) return;
  /** @type {[string, string[]][]} */
  const ways = [['npx', ['playwright', 'install', 'chromium']]];
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    ways.unshift(
      ['apt-get', ['install', '-y', '-qq', 'chromium']],
      ['sh', ['-c', 'apt-get update -qq && apt-get install -y -qq chromium']],
    );
  }
  let last = '';
  for (const [program, programArguments] of ways) {
    process.stdout.write(`There is no Chromium here. Trying: ${program} ${programArguments.join(' ')}\n`);
    last = (await runTool(program, programArguments)).output;
    if ((await findChromium()) !== null) return;
  }
  process.stderr.write(
    `${last}\nNo Chromium could be installed, so the tests in a browser will fail.\nInstall Chrome or Chromium, or set CHROMIUM_PATH to one.\n`,
  );
}
