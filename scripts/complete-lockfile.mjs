/**
 * Adds to the lockfile the builds for other systems that npm has left out.
 *
 * npm leaves out an optional package that its registry does not have, as mirrors that keep only some
 * systems do, and `npm ci` then refuses the lockfile everywhere. Run this after `npm install` when
 * the check of the lockfile says so. What it adds has a version and no hash.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findMissingOptional } from './checks/file-rules.mjs';
import { ROOT } from './tools.mjs';

const path = join(ROOT, 'package-lock.json');
const lockfile = JSON.parse(readFileSync(path, 'utf8'));
for (const { place, name, version, dev } of findMissingOptional(lockfile.packages)) {
  lockfile.packages[place] = { version, ...systemOf(name), ...(dev ? { dev } : {}), optional: true };
  process.stdout.write(`added ${place} ${version}\n`);
}
const sorted = Object.entries(lockfile.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
lockfile.packages = Object.fromEntries(sorted);
writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`);

/**
 * The system that a package is for, as its name says: npm must know without asking for the package.
 *
 * @param {string} name
 */
function systemOf(name) {
  const words = name.split(/[/-]/);
  const os = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32', 'aix'];
  const cpu = ['arm64', 'arm', 'x64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32'];
  const system = words.includes('windows') ? 'win32' : os.find((one) => words.includes(one));
  const processor = words.includes('64') ? 'x64' : cpu.find((one) => words.includes(one));
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null;
  if (system === undefined && processor !== 'wasm32') throw new Error(`${name} does not say which system it is for.`);
  return {
    ...(system ? { os: [system] } : {}),
    ...(processor ? { cpu: [processor] } : {}),
    ...(libc && system === 'linux' ? { libc: [libc] } : {}),
  };
}
