/** Connects to a server that the site has chosen, and makes tools for an agent of those that the server lists. */
import { LocalLLMError } from '@local-llm-chat/core';
import { defineTool, type Permission, type Tool } from '@local-llm-chat/core/agent';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { CfWorkerJsonSchemaValidator } from '@modelcontextprotocol/client/validators/cf-worker';
import { abortedError, mcpError } from './mcp-error.js';
import { resultText } from './result-text.js';
import { serverFetch } from './server-fetch.js';
import { type ListedTool, type McpEffect, readTool, type ServerTool } from './server-tool.js';

/** Settings of {@link mcpTools}. */
export interface McpToolsOptions {
  /** Where the server is. Over `https:`, apart from this machine itself. */
  readonly url: string;
  /** Comes before the name of each tool, so that two servers never have the same: `shop` makes `shop_search`. */
  readonly name: string;
  /** The tools that are offered, by the server's names. Default: all that it lists, up to `maxTools`. */
  readonly allow?: readonly string[];
  /** What tools do, where the site knows that it is less than sending, or worse. Default: `write-net` for each. */
  readonly effects?: Readonly<Record<string, McpEffect>>;
  /** Whether the user is asked. Default: `ask` for each. */
  readonly permissions?: Readonly<Record<string, Permission>>;
  /** Arguments that say where something goes or what is touched. Default: none is known. */
  readonly sinks?: Readonly<Record<string, readonly string[]>>;
  /** What tools are for, in the site's own words, in place of the server's. */
  readonly descriptions?: Readonly<Record<string, string>>;
  /** Sent with each request, e.g. an `authorization`. Asked for anew each time. */
  readonly headers?: () => HeadersInit | Promise<HeadersInit>;
  /** Of connecting, of listing and of each call. Default 30,000. */
  readonly timeoutMs?: number;
  /** Of one answer of the server. Longer ones fail. Default 262,144. */
  readonly maxBytes?: number;
  /** Of one result, as a model is shown it. Default 4,000. */
  readonly maxCharacters?: number;
  /** More are left out. Default 16: small models choose badly among many. */
  readonly maxTools?: number;
  /** Hears that the server now lists other tools. Those that are here fail from then on where they were changed. */
  onChange?(changes: readonly ToolChange[]): void;
  /** Ends connecting. To end the rest, `close()`. */
  readonly signal?: AbortSignal;
  /** For tests. Default: the browser's own. */
  readonly fetch?: typeof fetch;
}

/** A tool of a server that is not offered, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

/** What has become of a tool that is here. */
export interface ToolChange {
  /** The server's name for it. */
  readonly name: string;
  readonly change: 'gone' | 'other';
}

/** A server that is connected. */
export interface McpServer {
  /** For `createAgent`. */
  readonly tools: readonly Tool[];
  /** What the server lists and is not offered. */
  readonly leftOut: readonly LeftOut[];
  /** Ends the connection. Calls fail from then on. */
  close(): Promise<void>;
}

/** Pages of a list that is longer than anybody reads. */
const MOST_PAGES = 8;

/**
 * Connects to an MCP server over Streamable HTTP.
 *
 * Nothing that the server says is believed: its results are `untrusted`, what it says of its own harmlessness is not
 * read, and its descriptions are cut short. But they do come before the model that chooses calls: choose servers as you
 * choose scripts, or write `descriptions` yourself.
 *
 * @throws LocalLLMError `invalid-request` for settings that cannot be kept to, `network` (`details.why`: `offline`,
 *   `page-policy`, `refused`), `http` (`details.status`), `timeout`, `quota`, `unsupported` for what is no MCP server,
 *   `aborted`.
 * @example
 * ```ts
 * import { createAgent } from '@local-llm-chat/core/agent';
 * import { mcpTools } from '@local-llm-chat/mcp';
 *
 * const connect = () =>
 *   mcpTools({ url: 'https://shop.example/mcp', name: 'shop', allow: ['search'], effects: { search: 'read-net' } });
 * console.log(typeof connect, typeof createAgent);
 * ```
 */
export async function mcpTools(options: McpToolsOptions): Promise<McpServer> {
  const { timeoutMs = 30_000, maxBytes = 262_144, maxTools = 16, signal } = options;
  const url = addressOf(options);
  if (signal?.aborted === true) throw abortedError();
  const running = new Set<AbortController>();
  const pinned = new Map<string, ServerTool>();
  const changed = new Set<string>();

  const client = new Client(
    { name: 'local-llm-chat', version: '1' },
    {
      // Nothing that a server could ask of the page or of its user.
      capabilities: {},
      // Both ways in which servers speak.
      versionNegotiation: { mode: 'auto' },
      // The usual one writes code, which strict pages forbid.
      jsonSchemaValidator: new CfWorkerJsonSchemaValidator(),
      listMaxPages: MOST_PAGES,
      inputRequired: { autoFulfill: false },
      listChanged: { tools: { autoRefresh: true, onChanged: (error, tools) => void compare(error, tools) } },
    },
  );
  const transport = new StreamableHTTPClientTransport(url, {
    fetch: serverFetch({
      origin: url.origin,
      maxBytes,
      headers: options.headers,
      fetch: options.fetch,
      onTooLong: (error) => running.forEach((controller) => void controller.abort(error)),
    }),
    requestInit: { redirect: 'error' },
    reconnectionOptions: {
      initialReconnectionDelay: 1000,
      maxReconnectionDelay: 30_000,
      reconnectionDelayGrowFactor: 2,
      maxRetries: 2,
    },
  });

  /** One request, with an end to it, and with an error that says what to do. */
  async function ask<Answer>(
    given: AbortSignal | undefined,
    send: (limits: { signal: AbortSignal; timeout: number; maxTotalTimeout: number }) => Promise<Answer>,
  ): Promise<Answer> {
    const controller = new AbortController();
    running.add(controller);
    try {
      const ends = AbortSignal.any([controller.signal, ...(given ? [given] : [])]);
      // Who sends bit by bit for ever would otherwise never be late.
      return await Promise.race([send({ signal: ends, timeout: timeoutMs, maxTotalTimeout: timeoutMs }), ended(ends)]);
    } catch (error) {
      if (given?.aborted === true) throw abortedError();
      throw mcpError(controller.signal.aborted ? controller.signal.reason : error, url.origin);
    } finally {
      running.delete(controller);
    }
  }

  async function compare(error: Error | null, tools: readonly ListedTool[] | null): Promise<void> {
    // A list that cannot be read is no list: what is here stays as it was agreed to.
    if (error !== null || tools === null) return;
    const changes: ToolChange[] = [];
    for (const [name, tool] of pinned) {
      const listed = tools.find((one) => one.name === name);
      const now = listed === undefined ? null : await readTool(listed);
      if (now !== null && typeof now !== 'string' && now.version === tool.version) continue;
      changed.add(name);
      changes.push({ name, change: listed === undefined ? 'gone' : 'other' });
    }
    options.onChange?.(changes);
  }

  async function call(tool: ServerTool, args: Record<string, unknown>, given: AbortSignal): Promise<string> {
    if (changed.has(tool.name)) {
      throw new LocalLLMError('unsupported', `${url.origin} has changed or withdrawn the tool.`, {
        hint: 'Connect anew, and look at what it says now.',
      });
    }
    const result = await ask(given, (limits) => client.callTool({ name: tool.name, arguments: args }, limits));
    return resultText(result, options.maxCharacters ?? 4000);
  }

  let listed: readonly ListedTool[];
  try {
    await ask(signal, (limits) => client.connect(transport, limits));
    ({ tools: listed } = await ask(signal, (limits) => client.listTools(undefined, limits)));
  } catch (error) {
    await client.close();
    throw error;
  }
  const { offered, leftOut } = await choose(listed, options.allow, maxTools);
  for (const tool of offered) pinned.set(tool.name, tool);
  return {
    tools: offered.map((tool) => toolOf(tool, url.origin, options, (args, given) => call(tool, args, given))),
    leftOut,
    close: () => client.close(),
  };
}

/** Those that can be offered, in the order of the site's list or of the server's. */
async function choose(
  listed: readonly ListedTool[],
  allow: readonly string[] | undefined,
  maxTools: number,
): Promise<{ readonly offered: readonly ServerTool[]; readonly leftOut: readonly LeftOut[] }> {
  const offered: ServerTool[] = [];
  const leftOut: LeftOut[] = [];
  const names = new Set<string>();
  for (const one of listed) {
    const leave = (reason: string) => void leftOut.push({ name: one.name, reason });
    if (allow !== undefined && !allow.includes(one.name)) leave('the site has not allowed it');
    else if (offered.length >= maxTools) leave(`there are more than ${maxTools}`);
    else {
      const tool = await readTool(one);
      if (typeof tool === 'string') leave(tool);
      else if (names.has(plainName(tool.name))) leave('another has its name');
      else {
        names.add(plainName(tool.name));
        offered.push(tool);
      }
    }
  }
  for (const name of allow ?? []) {
    if (!listed.some((one) => one.name === name)) leftOut.push({ name, reason: 'the server does not list it' });
  }
  return { offered, leftOut };
}

function toolOf(
  { name, description, input, version }: ServerTool,
  origin: string,
  options: McpToolsOptions,
  execute: (args: Record<string, unknown>, signal: AbortSignal) => Promise<string>,
): Tool {
  const own = options.descriptions?.[name];
  const host = new URL(origin).host;
  return defineTool({
    name: `${options.name}_${plainName(name)}`,
    // Whose words they are is said, to the model as to the user who is asked.
    description: own ?? (description === '' ? `${name} of ${host}` : `${host} says: ${description}`),
    input,
    effect: options.effects?.[name] ?? 'write-net',
    permission: options.permissions?.[name] ?? 'ask',
    sinks: options.sinks?.[name] ?? [],
    origins: [origin],
    returns: { integrity: 'untrusted', readers: [origin] },
    maxCharacters: options.maxCharacters ?? 4000,
    version,
    execute: (args, { signal }) => execute(args as Record<string, unknown>, signal),
  });
}

/** As tools of an agent are named. */
function plainName(name: string): string {
  return name.replace(/[.-]/g, '_');
}

function addressOf({ url: text, name }: McpToolsOptions): URL {
  const refuse = (problem: string) =>
    new LocalLLMError('invalid-request', `The server cannot be used: ${problem}.`, {
      hint: 'Give the address of an MCP server, and a name of letters and digits.',
    });
  if (!/^[a-z][a-z0-9]{0,15}$/i.test(name)) throw refuse('its name is not of letters and digits, or too long');
  if (!URL.canParse(text)) throw refuse('its address is none');
  const url = new URL(text);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) throw refuse('its address is not secure');
  if (url.username !== '' || url.password !== '') throw refuse('its address has a password in it');
  return url;
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = () => reject(signal.reason);
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
}
