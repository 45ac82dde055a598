/// <reference types="node" />
/** A file server for tests: it counts every byte that it sends, and misbehaves when asked to. */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FileParts } from '../models/model-record.js';

/** What goes wrong with one answer. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** Status 200 and a page of HTML, under its own type or that of files. */
  | { readonly kind: 'web-page'; readonly type?: string }
  /** The connection breaks after so many bytes of the body. */
  | { readonly kind: 'break'; readonly after: number }
  /** The body ends after so many bytes, and nothing says that there should be more. */
  | { readonly kind: 'cut'; readonly after: number }
  /** Nothing comes after so many bytes of the body, until the other side hangs up. */
  | { readonly kind: 'stall'; readonly after: number }
  /** One bit of the byte at this place of the file is wrong. */
  | { readonly kind: 'flip'; readonly at: number }
  /** The file ends so many bytes too early, and the server believes that this is all of it. */
  | { readonly kind: 'shorter'; readonly by: number };

/** One request, and what was sent for it. */
export interface Sent {
  readonly name: string;
  /** The range that was asked for, `null` for the plain file. */
  readonly range: string | null;
  /** Where in the file the body began, and how much of it was sent. */
  readonly from: number;
  bytes: number;
}

/** SHA-256 in hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The hashes of a file's parts. */
export function partsOf(file: Buffer, bytes: number): FileParts {
  const sha256: string[] = [];
  for (let at = 0; at < file.length; at += bytes) sha256.push(sha256Of(file.subarray(at, at + bytes)));
  return { bytes, sha256 };
}

export class FaultyServer {
  readonly files = new Map<string, Buffer>();
  /** For each file, one fault for each of its next answers; `null` for an answer that is well. */
  readonly faults = new Map<string, (Fault | null)[]>();
  /** Faults of all answers from now on. */
  readonly lasting = new Map<string, Fault>();
  readonly etags = new Map<string, string>();
  /** Whether it sends parts of files. */
  ranges = true;
  /** Whether it says how long files are. */
  lengths = true;
  /** Whether pages of other sites may read all headers. */
  exposes = true;
  sent: Sent[] = [];
  readonly #underWay = new Set<ServerResponse>();
  #origin = '';
  #close: () => Promise<void> = async () => undefined;

  /** The address of a file; reading it before {@link start} is an error of the test. */
  url(name: string): string {
    return `${this.#origin}/${name}`;
  }

  /** Makes up a file; it begins as no page of text does, for which a file of chance bytes is sometimes taken. */
  add(name: string, bytes: number): Buffer {
    const file = randomBytes(bytes);
    file.write('GGUF');
    this.files.set(name, file);
    return file;
  }

  reset(): void {
    this.files.clear();
    this.faults.clear();
    this.lasting.clear();
    this.etags.clear();
    this.sent = [];
    this.ranges = true;
    this.lengths = true;
    this.exposes = true;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => this.answer(nameIn(request), request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return this;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Answers under way. */
  get open(): number {
    return this.#underWay.size;
  }

  /** Breaks the connections of all answers under way. */
  breakConnections(): void {
    for (const response of this.#underWay) response.destroy();
  }

  /** Requests for a file. */
  sentOf(name: string): readonly Sent[] {
    return this.sent.filter((sent) => sent.name === name);
  }

  /** Bytes of a file that were sent more than once. */
  repeatedBytes(name: string): number {
    let repeated = 0;
    let end = 0;
    for (const { from, bytes } of [...this.sentOf(name)].sort((a, b) => a.from - b.from)) {
      repeated += Math.max(0, Math.min(end, from + bytes) - from);
      end = Math.max(end, from + bytes);
    }
    return repeated;
  }

  /** Answers a request for a file: a site that has more to serve calls it for its model's files. */
  answer(name: string, request: IncomingMessage, response: ServerResponse): void {
    this.#underWay.add(response);
    response.on('close', () => this.#underWay.delete(response));
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    if (this.exposes) response.setHeader('access-control-expose-headers', 'etag, content-range, retry-after');
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { 'access-control-allow-headers': 'range' }).end();
      return;
    }
    const fault = this.lasting.get(name) ?? this.faults.get(name)?.shift() ?? null;
    const range = request.headers.range ?? null;
    const file = this.files.get(name);
    if (file === undefined || fault?.kind === 'status') {
      this.sent.push({ name, range, from: 0, bytes: 0 });
      if (fault?.kind === 'status' && fault.retryAfter) response.setHeader('retry-after', fault.retryAfter);
      response.writeHead(fault?.kind === 'status' ? fault.status : 404).end('No');
    } else if (fault?.kind === 'web-page') {
      this.sent.push({ name, range, from: 0, bytes: 0 });
      const type = fault.type ?? 'text/html; charset=utf-8';
      response.writeHead(200, { 'content-type': type }).end('<!doctype html><title>Log in</title>');
    } else {
      void this.#send(name, file, range, fault, request, response);
    }
  }

  async #send(
    name: string,
    file: Buffer,
    range: string | null,
    fault: Fault | null,
    { method }: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const size = file.length - (fault?.kind === 'shorter' ? fault.by : 0);
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    const isRange = this.ranges && first !== undefined;
    const from = isRange ? Number(first) : 0;
    const to = isRange && last ? Math.min(Number(last) + 1, size) : size;
    const sent: Sent = { name, range, from, bytes: 0 };
    if (method === 'GET') this.sent.push(sent);
    const etag = this.etags.get(name);
    if (etag !== undefined) response.setHeader('etag', etag);
    response.setHeader('content-type', 'application/octet-stream');
    if (isRange && from >= size) {
      response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
      return;
    }
    if (isRange) response.setHeader('content-range', `bytes ${from}-${to - 1}/${size}`);
    if (this.lengths && fault?.kind !== 'cut') response.setHeader('content-length', to - from);
    if (fault?.kind === 'cut') {
      // Neither a length nor chunks: the body is whatever comes before the connection ends.
      response.setHeader('connection', 'close');
      response.useChunkedEncodingByDefault = false;
    }
    response.writeHead(isRange ? 206 : 200);
    if (method === 'HEAD') {
      response.end();
      return;
    }
    const body = Buffer.from(file.subarray(from, to));
    if (fault?.kind === 'flip' && fault.at >= from && fault.at < to) {
      body.writeUInt8(body.readUInt8(fault.at - from) ^ 1, fault.at - from);
    }
    const end = fault !== null && 'after' in fault ? Math.min(fault.after, body.length) : body.length;
    for (let at = 0; at < end; at += 65_536) {
      if (response.destroyed) return;
      const piece = body.subarray(at, Math.min(at + 65_536, end));
      const flowing = response.write(piece);
      sent.bytes += piece.length;
      if (!flowing) await drained(response);
    }
    // An answer that is all there has ended, whatever the server says.
    if (fault?.kind === 'stall' && end < body.length) return;
    // What has been written is to arrive before the end does.
    if (fault?.kind === 'break') setTimeout(() => response.destroy(), 20);
    else if (fault?.kind === 'cut') response.socket?.end();
    else response.end();
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

function nameIn({ url }: IncomingMessage): string {
  return (url ?? '/').slice(1);
}
