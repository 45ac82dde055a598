/** Reads vitest's JSON report as numbers that cannot look better than the run was. */

/**
 * @param {any} report the parsed report, or `null` when vitest wrote none
 * @param {number} code vitest's exit status
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countTests(report, code) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests: passed, numPendingTests: pending = 0, numTodoTests: todo = 0 } = report;
  // A file that could not even be loaded has no tests to count, and is a failure all the same.
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  ).length;
  let failed = report.numFailedTests + broken;
  // Something outside of the tests went wrong, such as an error that nobody caught; or nothing ran.
  if (failed === 0 && (code !== 0 || passed === 0)) failed = 1;
  return { passed, failed, skipped: pending + todo };
}

/** @param {any} assertion */
const isFailed = (assertion) => assertion.status === 'failed';
