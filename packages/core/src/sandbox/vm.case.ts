/// <reference types="node" />
/** Runs code in the interpreter in Node, for tests of what needs no worker. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { CodeFailure, ConsoleEntry, JsonValue } from './code-result.js';
import { runInVm } from './run-in-vm.js';
import { readSandboxMessage } from './sandbox-message.js';

const path = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm');
const wasm = readFile(path);

/** What a run came to, without what it cost. */
export interface VmReport {
  readonly value?: JsonValue | undefined;
  readonly failure?: CodeFailure;
  readonly console: readonly ConsoleEntry[];
  readonly isCut: boolean;
  readonly memoryBytes: number;
}

/** Each message goes through JSON and is read as the page reads it. */
export async function runHere(
  code: string,
  {
    input,
    timeoutMs = 1000,
    memoryBytes = 32 * 2 ** 20,
  }: { input?: unknown; timeoutMs?: number; memoryBytes?: number } = {},
): Promise<VmReport> {
  const console: ConsoleEntry[] = [];
  let report: VmReport | null = null;
  let isCut = false;
  const json = input === undefined ? undefined : JSON.stringify(input);
  await runInVm({ wasm: new Uint8Array(await wasm).buffer, code, input: json, timeoutMs, memoryBytes }, (sent) => {
    const message = readSandboxMessage(JSON.stringify(sent));
    if (message === null) throw new Error(`Not a message: ${JSON.stringify(sent).slice(0, 200)}`);
    if (message.type === 'console') console.push(message.entry);
    if (message.type === 'cut') isCut = true;
    if (message.type === 'value') {
      report = { value: message.value, console, isCut, memoryBytes: message.facts.memoryBytes };
    }
    if (message.type === 'failure') {
      const { kind, message: words, line, facts } = message;
      const failure = { kind, message: words, ...(line === null ? {} : { line }) };
      report = { failure, console, isCut, memoryBytes: facts.memoryBytes };
    }
  });
  if (report === null) throw new Error('The run did not end.');
  return report;
}
