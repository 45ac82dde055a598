/** What a server says of one of its tools, as far as it is taken over: a stranger's words, cut short and cleaned. */
import type { Effect } from '@local-llm-chat/core/agent';
import type { JsonSchema } from './json-schema.js';
import { cleanSchema } from './json-schema.js';

/** What a call to a server can do. That it does less than it says is for the site to say, never for the server. */
export type McpEffect = Extract<Effect, 'read-net' | 'write-net' | 'destructive'>;

/** As a server lists it. */
export interface ListedTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: unknown;
}

/** A tool that can be offered. */
export interface ServerTool {
  /** The server's own name for it. */
  readonly name: string;
  readonly description: string;
  readonly input: JsonSchema;
  /** Tells whether it is still the same. */
  readonly version: string;
}

/** Of a description, as a model reads it: enough to say what a tool is for, too little to argue. */
const LONGEST_DESCRIPTION = 200;
const LONGEST_NAME = 48;
/** What is invisible, or turns the direction of a text. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+/gu;

/** A tool as it may be offered, or why it may not. */
export async function readTool(listed: ListedTool): Promise<ServerTool | string> {
  const { name, description = '', inputSchema } = listed;
  if (!/^[a-z][\w.-]*$/i.test(name) || name.length > LONGEST_NAME) return 'its name is no name';
  const input = cleanSchema(inputSchema);
  if (typeof input === 'string') return input;
  const words = description.replace(HIDDEN, ' ').replace(/\s+/g, ' ').trim();
  return { name, description: cut(words), input, version: await versionOf(name, description, inputSchema) };
}

/** Of the whole of what the server has said, also of what is not taken over. */
async function versionOf(...said: readonly unknown[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(said)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function cut(words: string): string {
  if (words.length <= LONGEST_DESCRIPTION) return words;
  return `${words
    .slice(0, LONGEST_DESCRIPTION)
    .replace(/\s\S*$/, '')
    .toWellFormed()} […]`;
}
