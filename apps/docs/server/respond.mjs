/** Answers one request with one file: conditions, ranges, compression, lengths that are always right. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { typeOf } from './files.mjs';

const compress = promisify(gzip);
const COMPRESSIBLE = /\.(css|html|js|json|map|md|mjs|svg|txt)$/;
/** Compressed whole and in memory, so that the length is known: not for more than this. */
const COMPRESSED_MOST = 16 * 2 ** 20;

/** @type {Map<string, Promise<Buffer>>} */
const compressed = new Map();

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{ file: string, size: number, modified: Date }} found
 */
export async function sendFile(request, response, { file, size, modified }) {
  const range = request.headers.range;
  const zip = range === undefined && size <= COMPRESSED_MOST && COMPRESSIBLE.test(file) && acceptsGzip(request);
  const version = `${size.toString(36)}-${modified.getTime().toString(36)}`;
  const tag = `"${version}${zip ? '-gzip' : ''}"`;
  response.setHeader('Content-Type', typeOf(file));
  response.setHeader('ETag', tag);
  response.setHeader('Last-Modified', modified.toUTCString());
  response.setHeader('Cache-Control', cacheControl(file));
  response.setHeader('Accept-Ranges', 'bytes');
  if (COMPRESSIBLE.test(file)) response.setHeader('Vary', 'Accept-Encoding');
  if (isUnchanged(request, tag, modified)) {
    response.writeHead(304).end();
    return;
  }
  if (zip) {
    const key = `${file} ${version}`;
    if (!compressed.has(key))
      compressed.set(
        key,
        readFile(file).then((bytes) => compress(bytes)),
      );
    const bytes = await /** @type {Promise<Buffer>} */ (compressed.get(key));
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return;
  }
  const part = isRangeFor(request, tag, modified) ? parseRange(range, size) : 'whole';
  if (part === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end();
    return;
  }
  const { start, end } = part === 'whole' ? { start: 0, end: size - 1 } : part;
  if (part !== 'whole') response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
  response.writeHead(part === 'whole' ? 200 : 206, { 'Content-Length': end - start + 1 });
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  await pipeline(createReadStream(file, { start, end }), response);
}

/** @param {import('node:http').IncomingMessage} request */
function acceptsGzip(request) {
  const offer = /(?:^|,)\s*gzip\s*(?:;\s*q=([\d.]+))?/.exec(String(request.headers['accept-encoding'] ?? ''));
  return offer !== null && Number(offer[1] ?? 1) > 0;
}

/**
 * Bundlers put a hash of the content into the names of these files, so they never change.
 *
 * @param {string} file
 */
function cacheControl(file) {
  const hashed = /[/\\]assets[/\\][^/\\]+-[\w-]{8}\.\w+$|[/\\]chunk-[A-Z0-9]{8}\.js$/.test(file);
  return hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {string} tag
 * @param {Date} modified
 */
function isUnchanged(request, tag, modified) {
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return seconds(modified.getTime()) <= seconds(since);
}

/**
 * `If-Range`: a part of another version would be of no use.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {string} tag
 * @param {Date} modified
 */
function isRangeFor(request, tag, modified) {
  const condition = request.headers['if-range'];
  if (condition === undefined) return true;
  const value = String(condition);
  return value.startsWith('"') ? value === tag : seconds(Date.parse(value)) === seconds(modified.getTime());
}

/** HTTP dates know only whole seconds. @param {number} milliseconds */
const seconds = (milliseconds) => Math.floor(milliseconds / 1000);

/**
 * One range; several at once, or what is not understood, is answered with the whole file, as HTTP allows.
 *
 * @param {string | undefined} header
 * @param {number} size
 * @returns {'whole' | 'unsatisfiable' | { start: number, end: number }}
 */
function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return 'whole';
  const [, from, to] = match;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return 'whole';
  return start >= size || (from === '' && Number(to) === 0) ? 'unsatisfiable' : { start, end };
}
