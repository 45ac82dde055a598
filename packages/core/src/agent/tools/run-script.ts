/** A tool that runs JavaScript which the model wrote, in whatever sandbox it is given. */
import { defineTool, type Tool } from '../define-tool.js';
import type { Permission } from '../tool-manifest.js';

/** Runs code where it reaches nothing: `runCode` of `@local-llm-chat/core/sandbox` is one. */
export type RunCode = (
  code: string,
  options: { readonly input?: unknown; readonly signal: AbortSignal },
) => Promise<{ readonly value?: unknown; readonly lines?: readonly string[] }>;

/** Settings of {@link runScript}. */
export interface RunScriptOptions {
  readonly runCode: RunCode;
  /** Default: `ask`. */
  readonly permission?: Permission;
}

/** Runs a script. What it gives is as trusted as what went in: there is nothing else that it could read. */
export function runScript({ runCode, permission = 'ask' }: RunScriptOptions): Tool {
  return defineTool({
    name: 'run_script',
    description: 'Runs JavaScript and gives the value of its last line. The variable input is what it works on.',
    input: {
      type: 'object',
      properties: { code: { type: 'string', maxLength: 600 }, input: { type: 'string', maxLength: 200 } },
      required: ['code'],
    },
    effect: 'exec',
    permission,
    returns: { integrity: 'host', readers: 'public' },
    maxCalls: 3,
    async execute(args, { signal }) {
      const { code, input } = args as { readonly code: string; readonly input?: string };
      const { value = null, lines = [] } = await runCode(code, { ...(input === undefined ? {} : { input }), signal });
      return lines.length === 0 ? value : { value, lines };
    },
  });
}
