/** What an agent tells of its calls becomes parts of its answer. */
import type { ToolArgument } from '../agent-event.js';
import type { GenerationEvent } from '../generate.js';
import type { MessagePart, ToolPart, ToolPartArgument } from '../messages.js';

/** Longer arguments and results are cut: they are kept with the conversation to be looked at. */
const MOST_CHARACTERS = 4000;

/** The calls of one answer. */
export class ToolSteps {
  #parts: readonly ToolPart[];

  /** @param parts what an answer that goes on has done already. */
  constructor(parts: readonly MessagePart[]) {
    this.#parts = parts.filter((part) => part.type === 'tool');
  }

  get parts(): readonly ToolPart[] {
    return this.#parts;
  }

  /** Takes in what an answer tells. False when that is nothing about calls. */
  take(event: GenerationEvent): boolean {
    if (event.type === 'tool-call') {
      const { callId, tool, title, verdict, rule } = event;
      const part: ToolPart = {
        type: 'tool',
        id: callId,
        tool,
        ...(title === undefined ? {} : { title }),
        arguments: event.arguments.map(shown),
        verdict,
        rule,
        status: 'asking',
        text: '',
      };
      this.#parts = [...this.#parts, part];
      return true;
    }
    if (event.type === 'tool-start') return this.#change(event.callId, { status: 'running' });
    if (event.type !== 'tool-result') return false;
    const { callId, status, text, handle } = event;
    return this.#change(callId, { status, text: cut(text), ...(handle === null ? {} : { handle }) });
  }

  /** The answer has ended: what was asked or begun until then came to nothing. */
  end(): void {
    this.#parts = this.#parts.map((part) => {
      if (part.status === 'asking') return { ...part, status: 'denied' };
      return part.status === 'running' ? { ...part, status: 'failed', text: 'aborted' } : part;
    });
  }

  #change(id: string, change: Partial<ToolPart>): true {
    // The newest: an answer that goes on numbers its calls anew.
    const index = this.#parts.findLastIndex((part) => part.id === id);
    const part = this.#parts[index];
    if (part !== undefined) this.#parts = this.#parts.with(index, { ...part, ...change });
    return true;
  }
}

function shown({ name, value, source, handles, isSink }: ToolArgument): ToolPartArgument {
  return { name, text: cut(argumentText(value)), source, handles, isSink };
}

/** A value as people are shown it: a text as it is, all else as JSON. */
function argumentText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function cut(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS).toWellFormed()} […]`;
}
