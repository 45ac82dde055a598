/** Shows how far a download is: a bar where someone watches, a line now and then in a log. */

/**
 * @typedef {object} Progress
 * @property {(bytes: number) => void} update
 * @property {() => void} end clears the bar
 */

/**
 * @param {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} out
 * @param {number} total bytes
 * @returns {Progress}
 */
export function createProgress(out, total) {
  return out.isTTY ? bar(out, total) : lines(out, total);
}

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/**
 * @param {{ columns?: number, write(text: string): unknown }} out
 * @param {number} total
 * @returns {Progress}
 */
function bar(out, total) {
  const width = Math.max(10, Math.min(40, (out.columns ?? 80) - 40));
  const start = performance.now();
  let last = Number.NEGATIVE_INFINITY;
  return {
    update(bytes) {
      const now = performance.now();
      if (now - last < 100 && bytes < total) return;
      last = now;
      const share = Math.min(1, bytes / total);
      const filled = Math.round(share * width);
      const rate = now > start ? bytes / 1e6 / ((now - start) / 1000) : 0;
      const cells = '█'.repeat(filled) + '░'.repeat(width - filled);
      out.write(`\r\x1b[2K  ${cells} ${megabytes(bytes)} of ${megabytes(total)} MB, ${rate.toFixed(1)} MB/s`);
    },
    end() {
      out.write('\r\x1b[2K');
    },
  };
}

/**
 * @param {{ write(text: string): unknown }} out
 * @param {number} total
 * @returns {Progress}
 */
function lines(out, total) {
  let next = 0.25;
  return {
    update(bytes) {
      const share = Math.min(1, bytes / total);
      if (share < next) return;
      next = Math.floor(share * 4) / 4 + 0.25;
      out.write(`  ${Math.round(share * 100)}% of ${megabytes(total)} MB\n`);
    },
    end() {},
  };
}
