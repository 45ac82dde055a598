/** Builds the whole web root: the landing page, Storybook beside it, and the index of the guides that answers rest on. */
import { spawn } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { indexGuides } from './index-guides.mjs';

const root = new URL('../', import.meta.url);

await rm(new URL('dist/', root), { recursive: true, force: true });
await cp(new URL('site/', root), new URL('dist/', root), { recursive: true });
await run('storybook', ['build', '--output-dir', 'dist/storybook', '--quiet', '--disable-telemetry']);
await indexGuides(fileURLToPath(root));

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: fileURLToPath(root),
      stdio: 'inherit',
      // npm makes it a file with an extension there.
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}.`))));
  });
}
