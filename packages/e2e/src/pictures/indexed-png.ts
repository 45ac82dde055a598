/** Writes PNG files whose colours stand in a table: for pictures of few colours a third of the usual kind. */
import { deflateSync } from 'node:zlib';

/** A picture, row by row. */
export interface IndexedPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each colour; 256 colours at most. */
  readonly colours: Uint8Array;
  /** One colour's number for each pixel. */
  readonly pixels: Uint8Array;
  /** So far a colour of the table may be from one that it stands for, in each of red, green and blue. */
  readonly rounding: number;
}

const ROUNDING = 'Rounding\0';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const INDEXED = 3;

export function encodeIndexedPng({ width, height, colours, pixels, rounding }: IndexedPicture): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, INDEXED], 8);
  // Each row begins with the number of its filter: none is best where pixels are numbers of colours.
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1) {
    rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  const parts = [
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from(`${ROUNDING}${rounding}`, 'latin1')),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([SIGNATURE, ...parts]);
}

/** What was given to `encodeIndexedPng`; 0 for any other picture. */
export function roundingOf(picture: Buffer): number {
  const at = picture.indexOf(ROUNDING, 0, 'latin1');
  return at < 0 ? 0 : Number.parseInt(picture.toString('latin1', at + ROUNDING.length, at + ROUNDING.length + 2), 10);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** As PNG wants it; Node has one of its own from version 22 on. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
