/** `npm run pictures`: takes the pictures of all stories, of the docs and of the README anew. */
import { join } from 'node:path';
import { ensureChromium } from './checks/ensure-chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT, runTool, TOOL_ENV } from './tools.mjs';

await ensureInstalled();
await ensureChromium();
const built = await runTool('turbo', ['run', 'build', '--output-logs=errors-only'], { show: true });
if (built.code !== 0) process.exit(built.code);
const { code } = await runTool(
  'vitest',
  ['run', '--maxWorkers=1', 'src/stories.test.ts', 'src/pictures/docs-pictures.test.ts'],
  { cwd: join(ROOT, 'packages/e2e'), show: true, env: { ...TOOL_ENV, PICTURES: 'take' } },
);
const { output } = await runTool('git', [
  'status',
  '--short',
  '--',
  'packages/e2e/pictures',
  'apps/docs/pictures',
  'docs',
]);
process.stdout.write(
  output === '' ? 'All pictures are as they were.\n' : `Look at these before you keep them:\n${output}`,
);
process.exit(code);
