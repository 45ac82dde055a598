/** `npm start`: installs and builds what is missing, then serves the docs with the live element. */
import { startServer } from '../apps/docs/server/serve.mjs';
import { ensureInstalled } from './install.mjs';
import { runTool } from './tools.mjs';

const FIRST_PORT = 4173;

await ensureInstalled();
// Before the build and not only within it, so that its progress bar has the terminal to itself.
await step("the starter model's weights", 'node', ['packages/model-smollm2-135m/fetch-weights.mjs'], { show: true });
await step('packages, landing page and Storybook (the first time takes a minute or two)', 'turbo', [
  'run',
  'build',
  '--output-logs=errors-only',
]);

const server = await startOnFreePort();
process.stdout.write(`\n  ➜  ${server.url}\n     ${server.url}storybook/\n\nCtrl+C ends it.\n`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close().then(() => process.exit(0)));

/**
 * @param {string} what
 * @param {string} program
 * @param {string[]} programArguments
 * @param {{ show?: boolean }} [options]
 */
async function step(what, program, programArguments, options) {
  process.stdout.write(`Preparing ${what} …\n`);
  const start = Date.now();
  const { code, output } = await runTool(program, programArguments, options);
  if (code === 0) {
    if (!options?.show) process.stdout.write(`  done in ${Math.round((Date.now() - start) / 1000)} s\n`);
    return;
  }
  process.stderr.write(`${output}\nThis step failed; the reason is above. Mend it and run \`npm start\` again.\n`);
  process.exit(1);
}

/** PORT when it is set, and then only that one; else the first free port from 4173 on. */
async function startOnFreePort() {
  const wanted = process.env.PORT;
  const host = process.env.HOST;
  for (let port = Number(wanted ?? FIRST_PORT); ; port += 1) {
    try {
      return await startServer(host === undefined ? { port } : { port, host });
    } catch (error) {
      if (error.code === 'EADDRINUSE' && wanted === undefined && port < FIRST_PORT + 100) continue;
      process.stderr.write(error.code === 'EADDRINUSE' ? `Port ${port} is taken.\n` : `${error.message}\n`);
      process.exit(1);
    }
  }
}
