/** A site whose model weights arrive slowly, broken or not at all, as a test wants it, and which counts every byte of them. */
import { open } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { PACKAGE_MOUNTS, startServer } from '../../../apps/docs/server/serve.mjs';
import { shortModel } from '../../../scripts/short-model.mjs';

const PIECE = 64 * 1024;

/** What goes wrong with one answer. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number }
  /** A web page with status 200, as a login page sends it. */
  | { readonly kind: 'html' }
  /** The connection breaks after this many bytes. */
  | { readonly kind: 'cut'; readonly after: number }
  /** The body ends early, and nothing says that it should have been longer. */
  | { readonly kind: 'short'; readonly after: number }
  /** Nothing more is sent, and the connection stays. */
  | { readonly kind: 'stall'; readonly after: number }
  /** One bit of this byte of the file is another. */
  | { readonly kind: 'flip'; readonly at: number };

/** One answer with weights, as it was sent. Positions in the file, `end` not included. */
export interface Sent {
  readonly start: number;
  readonly end: number;
  readonly fault: Fault['kind'] | null;
}

/** See {@link startWeightsSite}. */
export interface WeightsSite {
  /** Ends in `/`. */
  readonly url: string;
  /** Size of the weights. */
  readonly bytes: number;
  /** Size of the parts that are checked one by one. */
  readonly partBytes: number;
  /** What was sent so far. */
  readonly sent: readonly Sent[];
  /** Decides what goes wrong with the answer for a range; by default nothing does. */
  fault: (range: {
    readonly start: number;
    readonly end: number;
    /** How many times weights were asked for before. */
    readonly index: number;
  }) => Fault | null;
  /** Speed of all answers together; 0 for as fast as can be. */
  bytesPerSecond: number;
  /** Resolves when this many bytes of weights have been sent in all. */
  untilSent(bytes: number): Promise<void>;
  /** Resolves when no connection carries weights: a page that was closed may take a moment to let go of its own. */
  untilSilent(): Promise<void>;
  /** Breaks every connection that carries weights. */
  breakConnections(): void;
  /** Bytes sent in all. */
  total(): number;
  /** How many times each part was sent from its first byte to its last within one answer. */
  timesSent(): readonly number[];
  close(): Promise<void>;
}

/** Starts it over a folder of pages; `/weights/manifest.json` names the starter model, shortened. */
export async function startWeightsSite(root: string): Promise<WeightsSite> {
  const inner = await startServer({ root, mounts: PACKAGE_MOUNTS });
  const { folder, manifest } = await shortModel();
  const [file] = manifest.files;
  const size = file.bytes;
  const manifestText = JSON.stringify(manifest);
  const sent: { start: number; end: number; fault: Fault['kind'] | null }[] = [];
  let asked = 0;
  const carrying = new Set<ServerResponse>();
  const waiting = new Set<{ bytes: number; resolve: () => void }>();
  const silence = new Set<() => void>();
  const total = () => sent.reduce((sum, { start, end }) => sum + end - start, 0);

  const site: WeightsSite = {
    url: '',
    bytes: size,
    partBytes: file.parts.bytes,
    sent,
    fault: () => null,
    bytesPerSecond: 0,
    untilSent: (bytes) =>
      new Promise((resolve) => {
        if (total() >= bytes) resolve();
        else waiting.add({ bytes, resolve });
      }),
    untilSilent: () =>
      new Promise((resolve) => {
        if (carrying.size === 0) resolve();
        else silence.add(resolve);
      }),
    breakConnections() {
      for (const response of carrying) response.destroy();
    },
    total,
    timesSent: () =>
      Array.from({ length: Math.ceil(size / site.partBytes) }, (_, part) => {
        const first = part * site.partBytes;
        const last = Math.min(size, first + site.partBytes);
        return sent.filter(({ start, end }) => start <= first && end >= last).length;
      }),
    async close() {
      await inner.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };

  async function sendWeights(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = Number(range?.[1] ?? 0);
    const end = range?.[2] ? Math.min(size, Number(range[2]) + 1) : size;
    const fault = request.method === 'HEAD' ? null : site.fault({ start, end, index: asked });
    asked += 1;
    if (fault?.kind === 'status') return void response.writeHead(fault.status).end();
    if (fault?.kind === 'html') {
      return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Log in</title>');
    }
    response.setHeader('Content-Type', 'application/octet-stream');
    response.setHeader('Accept-Ranges', 'bytes');
    // Without a length and with the connection's end as its own, nobody can see that something is missing.
    if (fault?.kind === 'short') response.setHeader('Connection', 'close').useChunkedEncodingByDefault = false;
    else response.setHeader('Content-Length', end - start);
    if (range) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${size}`);
    response.writeHead(range ? 206 : 200);
    if (request.method === 'HEAD') return void response.end();
    const entry = { start, end: start, fault: fault?.kind ?? null };
    sent.push(entry);
    carrying.add(response);
    const handle = await open(`${folder}/model.gguf`);
    try {
      while (entry.end < end && !response.destroyed) {
        const limit = fault && 'after' in fault ? start + fault.after : end;
        if (entry.end >= limit) {
          if (fault?.kind === 'cut') response.destroy();
          else if (fault?.kind === 'short') response.socket?.end();
          else await new Promise((resolve) => response.once('close', resolve));
          return;
        }
        const { buffer, bytesRead } = await handle.read({
          buffer: Buffer.alloc(Math.min(PIECE, limit - entry.end)),
          position: entry.end,
        });
        if (fault?.kind === 'flip' && fault.at >= entry.end && fault.at < entry.end + bytesRead) {
          buffer.writeUInt8(buffer.readUInt8(fault.at - entry.end) ^ 1, fault.at - entry.end);
        }
        if (!response.write(buffer) && !response.destroyed) await drained(response);
        if (response.destroyed) return;
        entry.end += bytesRead;
        for (const waiter of waiting) {
          if (total() < waiter.bytes) continue;
          waiting.delete(waiter);
          waiter.resolve();
        }
        if (site.bytesPerSecond > 0) await sleep((bytesRead * carrying.size * 1000) / site.bytesPerSecond);
      }
      response.end();
    } finally {
      carrying.delete(response);
      if (carrying.size === 0) {
        for (const resolve of silence) resolve();
        silence.clear();
      }
      await handle.close();
    }
  }

  const server = createServer((request, response) => {
    if (request.url === '/weights/manifest.json') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' }).end(manifestText);
    } else if (request.url === '/weights/model.gguf') {
      sendWeights(request, response).catch(() => response.destroy());
    } else {
      forward(request, response, inner.port);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(site, { url: `http://localhost:${(server.address() as AddressInfo).port}/` });
}

/** Resolves when more can be written, or nothing any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

/** Everything else comes from the careful server, with all of its headers. */
function forward(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { method = 'GET', url = '/', headers } = request;
  const onward = httpRequest({ host: '127.0.0.1', port, path: url, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
