/** The list of all checks, in the order in which a failure tells most. */
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT, runTool } from '../tools.mjs';
import { countTests } from './count-tests.mjs';
import {
  barePatterns,
  largeFiles,
  longFiles,
  missingOptionalPackages,
  repositoryFiles,
  resolvedAddresses,
} from './file-rules.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, report: string }} Result
 * @typedef {{ name: string, needsBrowser?: boolean, run(): Promise<Result> }} Check
 */

/** @returns {Promise<Check[]>} */
export async function allChecks() {
  const files = await repositoryFiles();
  const packages = await readPackages(files);
  const published = packages.filter(({ manifest }) => !manifest.private);
  // Those that use the others come last.
  const suites = files.filter((file) => /(^|\/)vitest\.config\.[a-z]+$/.test(file)).map((file) => dirname(file));
  suites.sort((a, b) => Number(a.endsWith('/e2e')) - Number(b.endsWith('/e2e')) || a.localeCompare(b));
  return [
    rule('files are short', () => longFiles(files)),
    rule('tests expect what they say', () => barePatterns(files)),
    rule('files are small', () => largeFiles(files)),
    rule('lockfile names no addresses', () => resolvedAddresses()),
    rule('lockfile is for every system', () => missingOptionalPackages()),
    tool('format and lint', 'biome', ['ci', '--error-on-warnings', '--colors=off', '.']),
    tool('build', 'turbo', ['run', 'build', '--continue', '--output-logs=errors-only']),
    ...files
      .filter((file) => /(^|\/)tsconfig\.json$/.test(file))
      .map((file) => tool(`types of ${shortName(dirname(file))}`, 'tsc', ['--noEmit', '-p', file])),
    ...suites.map(suite),
    ...published.flatMap(({ folder, manifest }) => packageChecks(folder, manifest.name)),
  ];
}

/** @param {string} folder */
const shortName = (folder) => folder.replace(/^(packages|apps)\//, '');

/**
 * @param {string} name
 * @param {() => Promise<string[]>} findProblems
 * @returns {Check}
 */
function rule(name, findProblems) {
  return {
    name,
    async run() {
      const problems = await findProblems();
      return outcome(problems.length === 0, problems.join('\n'));
    },
  };
}

/**
 * @param {string} name
 * @param {string} program
 * @param {string[]} programArguments
 * @returns {Check}
 */
function tool(name, program, programArguments) {
  return {
    name,
    async run() {
      const { code, output } = await runTool(program, programArguments);
      return outcome(code === 0, output);
    },
  };
}

/**
 * The tests of a folder, each of them counted.
 *
 * @param {string} folder
 * @returns {Check}
 */
function suite(folder) {
  return {
    name: `tests of ${shortName(folder)}`,
    needsBrowser: true,
    async run() {
      const scratch = await mkdtemp(join(tmpdir(), 'local-llm-chat-test-'));
      try {
        const report = join(scratch, 'report.json');
        const { code, output } = await runTool(
          'vitest',
          ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
          { cwd: join(ROOT, folder) },
        );
        const json = existsSync(report) ? JSON.parse(await readFile(report, 'utf8')) : null;
        return { ...countTests(json, code), report: output };
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    },
  };
}

/**
 * What users of a package would find wrong with it, asked of the very tarball they would get.
 *
 * @param {string} folder
 * @param {string} name
 * @returns {Check[]}
 */
function packageChecks(folder, name) {
  /** @type {Promise<{ tarball: string, problem: string }> | null} Packed once for all who ask. */
  let packing = null;
  const pack = async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'local-llm-chat-pack-'));
    process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
    const packArguments = ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch];
    const { code, output } = await runTool('npm', packArguments, { cwd: join(ROOT, folder) });
    return { tarball: join(scratch, output.trim().split('\n').at(-1) ?? ''), problem: code === 0 ? '' : output };
  };
  /** @param {(tarball: string) => Promise<{ code: number, output: string }>} examine */
  const ofTarball = async (examine) => {
    packing ??= pack();
    const { tarball, problem } = await packing;
    if (problem !== '') return outcome(false, problem);
    const { code, output } = await examine(tarball);
    return outcome(code === 0, output);
  };
  return [
    {
      name: `publint of ${shortName(folder)}`,
      run: () => ofTarball((tarball) => runTool('publint', ['run', tarball, '--strict'])),
    },
    {
      name: `attw of ${shortName(folder)}`,
      // ES modules only, on purpose: what `require` or old resolution would find is not asked.
      run: () => ofTarball((tarball) => runTool('attw', [tarball, '--profile', 'esm-only', '--no-emoji'])),
    },
  ].map((check) => ({ ...check, packageName: name }));
}

/**
 * @param {boolean} good
 * @param {string} report
 * @returns {Result}
 */
function outcome(good, report) {
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0, report };
}

/** @param {string[]} files */
async function readPackages(files) {
  const manifests = files.filter((file) => /^(packages|apps)\/[^/]+\/package\.json$/.test(file));
  return Promise.all(
    manifests.map(async (file) => ({
      folder: dirname(file),
      manifest: JSON.parse(await readFile(join(ROOT, file), 'utf8')),
    })),
  );
}
