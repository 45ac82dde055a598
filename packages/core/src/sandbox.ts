/** The door to the sandbox: runs code that nobody has to trust. */
export type {
  CodeFailure,
  CodeFailureKind,
  CodeResult,
  ConsoleChart,
  ConsoleEntry,
  ConsoleTable,
  ConsoleText,
  JsonValue,
} from './sandbox/code-result.js';
export { type RunCodeOptions, runCode } from './sandbox/run-code.js';
