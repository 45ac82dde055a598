/** Runs the repository's own tools, under the Node that is installed with them. */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** The tools come first, and among them is Node: some need a newer one than this machine may have. */
export const TOOL_ENV = {
  ...process.env,
  PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
  TURBO_TELEMETRY_DISABLED: '1',
  STORYBOOK_DISABLE_TELEMETRY: '1',
  DO_NOT_TRACK: '1',
  // Behind a proxy, Node's fetch listens to HTTP_PROXY only when told to.
  NODE_USE_ENV_PROXY: '1',
};

/**
 * Runs a program and waits for its end.
 *
 * @param {string} program
 * @param {string[]} programArguments
 * @param {{ cwd?: string, show?: boolean, env?: NodeJS.ProcessEnv }} [options] `show` passes its output on
 * @returns {Promise<{ code: number, output: string }>} the output is empty when shown
 */
export function runTool(program, programArguments, { cwd = ROOT, show = false, env = TOOL_ENV } = {}) {
  return new Promise((resolve) => {
    let output = '';
    /** @type {import('node:child_process').StdioOptions} */
    const stdio = show ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    // What is read by us or goes to a log is wanted without colours.
    const colours = show ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined };
    const child = spawn(program, programArguments, {
      cwd,
      env: { ...env, ...colours },
      stdio,
      // On Windows tools are `.cmd` files, which only a shell can start.
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ code: 127, output: `${output}${program}: ${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
