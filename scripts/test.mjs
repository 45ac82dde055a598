/**
 * `npm test`: runs every check there is, and ends with `N passed, N failed`.
 *
 * `npm test -- core` runs only the checks with `core` in their name; `npm test -- --list` names them.
 */
import { allChecks } from './checks/all-checks.mjs';
import { ensureChromium } from './checks/ensure-chromium.mjs';
import { ensureInstalled } from './install.mjs';

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
await ensureInstalled();
const checks = (await allChecks()).filter(
  ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
);
if (process.argv.includes('--list')) {
  process.stdout.write(`${checks.map(({ name }) => name).join('\n')}\n`);
  process.exit(0);
}

const totals = { passed: 0, failed: 0, skipped: 0 };
if (checks.some(({ needsBrowser }) => needsBrowser)) await ensureChromium();
const built = checks.findIndex(({ name }) => name === 'build') + 1;
const rest = checks.slice(built);
await runAll(checks.slice(0, built));
// Tests in browsers wait for pages and timers more than they compute: what needs none runs beside them.
await Promise.all([
  runAll(rest.filter(({ needsBrowser }) => needsBrowser)),
  runAll(rest.filter(({ needsBrowser }) => !needsBrowser)),
]);

if (checks.length === 0) process.stdout.write(`No check has ${words.join(' or ')} in its name.\n`);
if (totals.skipped > 0) process.stdout.write(`\n${totals.skipped} skipped\n`);
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
// Exit at once: nothing that a check has left running may hold this process.
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

/** @param {readonly import('./checks/all-checks.mjs').Check[]} some one after the other */
async function runAll(some) {
  for (const check of some) {
    const start = performance.now();
    const result = await check.run().catch((error) => ({ passed: 0, failed: 1, skipped: 0, report: error.stack }));
    const took = `${((performance.now() - start) / 1000).toFixed(1)} s`;
    totals.passed += result.passed;
    totals.failed += result.failed;
    totals.skipped += result.skipped;
    const counts = result.passed + result.failed + result.skipped > 1 ? ` ${describe(result)}` : '';
    process.stdout.write(`${result.failed === 0 ? '✓' : '✗'} ${check.name.padEnd(36)} ${took.padStart(8)}${counts}\n`);
    if (result.failed > 0) process.stdout.write(`\n${result.report.trim().replace(/^/gm, '    ')}\n\n`);
  }
}

/** @param {{ passed: number, failed: number, skipped: number }} counts */
function describe({ passed, failed, skipped }) {
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return parts.join(', ');
}
