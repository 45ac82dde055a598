#!/usr/bin/env node
/** What `npx @local-llm-chat/indexer` runs. */
import { runCommand } from './command.js';
import { showProgress } from './show-progress.js';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.exitCode = await runCommand(process.argv.slice(2), {
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  progress: showProgress(process.stderr),
  signal: stop.signal,
});
