/** The page's part of the sandbox bench: the built sandbox, the bare interpreter beside it, and a look at the page's own pulse. */
import { runCode } from '@local-llm-chat/core/sandbox';
import { HOSTILE_PROGRAMS } from '../packages/core/src/sandbox/hostile-programs.case.ts';

const CODES = {
  small: '6 * 7',
  work: 'let sum = 0; for (let i = 0; i < 2_000_000; i += 1) sum += i % 7; sum',
};
const MIB = 2 ** 20;

let rawUrl = '';
let wasm = null;

async function runRaw(code) {
  const worker = new Worker(rawUrl, { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = reject;
      worker.postMessage({ code, wasm });
    });
  } finally {
    worker.terminate();
  }
}

async function runOurs(code) {
  const result = await runCode(code, { timeoutMs: 60_000, memoryBytes: 32 * MIB });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** What the page's own thread goes through while something runs beside it. */
async function pulse(during) {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  let longestWait = 0;
  let isOver = false;
  port1.onmessage = () => {
    const now = performance.now();
    longestWait = Math.max(longestWait, now - last);
    last = now;
    // Now and then: a page that never rests would take a core from what it watches.
    if (!isOver) setTimeout(() => port2.postMessage(null), 5);
  };
  port2.postMessage(null);
  await during();
  isOver = true;
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  return { longTasks: tasks.length, longestTask: Math.max(0, ...tasks), longestWait };
}

globalThis.benchSandbox = {
  async prepare(worker) {
    rawUrl = URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
    wasm = await (await fetch('/packages/core/dist/sandbox.wasm')).arrayBuffer();
    for (const run of [runOurs, runRaw]) {
      for (const code of Object.values(CODES)) await run(code);
    }
  },
  async time(side, code) {
    const start = performance.now();
    await (side === 'ours' ? runOurs : runRaw)(CODES[code]);
    return performance.now() - start;
  },
  idle: (ms) => pulse(() => new Promise((resolve) => setTimeout(resolve, ms))),
  async hostile() {
    const figures = await pulse(async () => {
      for (const { code } of HOSTILE_PROGRAMS) await runCode(code, { timeoutMs: 250, memoryBytes: 16 * MIB });
    });
    return { ...figures, programs: HOSTILE_PROGRAMS.length };
  },
};
