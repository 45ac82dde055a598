/** Servers for tests on this machine: the SDK's own over Streamable HTTP, and some that answer whatever they like. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createMcpHandler,
  fromJsonSchema,
  McpServer,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';

/** A server that runs, and what it was sent. */
export interface RunningServer {
  readonly origin: string;
  readonly url: string;
  readonly requests: { readonly method: string; readonly headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

/** Answers a request as it likes. */
export type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void | Promise<void>;

/** What the pages of the tests need. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*, authorization',
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-expose-headers': 'mcp-session-id, mcp-protocol-version',
};

/** Starts one on a free port. */
export async function startServer(answer: Answer, { allowsPages = true } = {}): Promise<RunningServer> {
  const requests: RunningServer['requests'] = [];
  const server: Server = createServer(async (request, response) => {
    requests.push({ method: request.method ?? '', headers: request.headers });
    if (allowsPages) for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    await answer(request, response, Buffer.concat(parts).toString());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/mcp`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A tool of such a server. */
export interface TestTool {
  readonly description?: string;
  readonly input?: Record<string, unknown>;
  readonly annotations?: Record<string, unknown>;
  readonly run?: (args: Record<string, unknown>, signal: AbortSignal) => unknown;
}

/** The SDK's server, which lists what is in the map at that moment. */
export async function startMcp(
  tools: Map<string, TestTool>,
  options?: { readonly allowsPages?: boolean },
): Promise<RunningServer & { notifyChange(): void }> {
  const handler = createMcpHandler(() => serverOf(tools));
  const running = await startServer(
    (request, response, body) => answerByFetch(handler, request, response, body),
    options,
  );
  return { ...running, notifyChange: () => handler.notify.toolsChanged() };
}

/** The same as it was before servers could be asked without a greeting. */
export async function startOldMcp(tools: Map<string, TestTool>): Promise<RunningServer> {
  const handler = {
    async fetch(request: Request): Promise<Response> {
      const transport = new WebStandardStreamableHTTPServerTransport({});
      await serverOf(tools).connect(transport);
      return transport.handleRequest(request);
    },
  };
  return startServer((request, response, body) => answerByFetch(handler, request, response, body));
}

function serverOf(tools: Map<string, TestTool>): McpServer {
  const server = new McpServer({ name: 'test', version: '1' }, { capabilities: { tools: { listChanged: true } } });
  for (const [name, { description, input = { type: 'object' }, annotations, run }] of tools) {
    server.registerTool(
      name,
      {
        ...(description === undefined ? {} : { description }),
        ...(annotations === undefined ? {} : { annotations }),
        inputSchema: fromJsonSchema<Record<string, unknown>>(input as never),
      },
      async (args, context) => {
        const result = await run?.(args, context.mcpReq.signal);
        const isWhole = typeof result === 'object' && result !== null;
        return (isWhole ? result : { content: [{ type: 'text', text: String(result ?? 'Done.') }] }) as never;
      },
    );
  }
  return server;
}

/** The SDK speaks the web's requests, Node its own. */
async function answerByFetch(
  handler: { fetch(request: Request): Promise<Response> },
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<void> {
  const leaves = new AbortController();
  response.on('close', () => leaves.abort());
  const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const { method = 'GET', url = '/' } = request;
  const sent = { method, headers, signal: leaves.signal, ...(body === '' ? {} : { body }) };
  const answer = await handler.fetch(new Request(new URL(url, `http://${request.headers.host}`), sent));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  try {
    for await (const part of answer.body ?? []) response.write(part);
  } catch {
    // Nobody listens any more.
  }
  response.end();
}
