/** Packs pictures and compares them, in the page of a browser: it reads them faster than Node does. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { openPage, type WatchedPage } from '../browser.js';
import { encodeIndexedPng, roundingOf } from './indexed-png.js';

/** How one picture differs from another. */
export interface Difference {
  /** Pixels that can be told apart, those of smoothed edges aside. */
  readonly pixels: number;
  /** What differs in red, as a PNG; `null` where the sizes do, or nothing does. */
  readonly picture: Buffer | null;
}

/** So many pixels may differ: fewer than the smallest icon has. */
export const PIXELS_ALLOWED = 8;

/** How far apart two colours may be, where black and white are at 1. A bubble and the page around it are at 0.07. */
const THRESHOLD = 0.01;

/** Rare colours become a more frequent one that is so near, by the first of these that leaves 256 or fewer. */
const ROUNDINGS = [4, 8, 16] as const;

/** Beyond rounding a colour may be off by this: processors do not blend all alike. */
const NOISE = 1;

/** What the page has. */
interface DeskScope {
  readonly pixelmatch: typeof import('pixelmatch').default;
  read(data: string): Promise<ImageData>;
  toBase64(bytes: Uint8Array): string;
}

/** A page to work on pictures, in a browser of its own: behind another page it would be slow, and make that one so. */
export class PictureDesk {
  readonly #watched: WatchedPage;

  private constructor(watched: WatchedPage) {
    this.#watched = watched;
  }

  static async open(): Promise<PictureDesk> {
    const watched = await openPage();
    const source = await readFile(createRequire(import.meta.url).resolve('pixelmatch'), 'utf8');
    await watched.page.addScriptTag({ type: 'module', content: `${source}\nglobalThis.pixelmatch = pixelmatch;` });
    await watched.page.evaluate(prepareDesk);
    return new PictureDesk(watched);
  }

  close(): Promise<void> {
    return this.#watched.close();
  }

  /** A picture as it is kept: with 256 colours. */
  async pack(picture: Buffer): Promise<Buffer> {
    const { colours, pixels, ...others } = await this.#watched.page.evaluate(gatherColours, {
      data: picture.toString('base64'),
      roundings: ROUNDINGS,
    });
    return encodeIndexedPng({
      ...others,
      colours: Uint8Array.from(colours),
      pixels: Buffer.from(pixels, 'base64'),
    });
  }

  /** How a picture differs from one that was packed. */
  async compare(kept: Buffer, picture: Buffer): Promise<Difference> {
    const found = await this.#watched.page.evaluate(findDifference, {
      pictures: [kept.toString('base64'), picture.toString('base64')] as const,
      reach: roundingOf(kept) + NOISE,
      threshold: THRESHOLD,
    });
    return { pixels: found.pixels, picture: found.picture === null ? null : Buffer.from(found.picture, 'base64') };
  }
}

// What follows runs in the page, and knows nothing of this file.

function prepareDesk(): void {
  const scope: Omit<DeskScope, 'pixelmatch'> = {
    async read(data) {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: 'none' });
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('There is no canvas.');
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height);
    },
    toBase64(bytes) {
      let letters = '';
      for (let at = 0; at < bytes.length; at += 0x8000) {
        letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
      }
      return btoa(letters);
    },
  };
  Object.assign(globalThis, scope);
}

async function gatherColours({ data, roundings }: { data: string; roundings: readonly number[] }) {
  const { read, toBase64 } = globalThis as unknown as DeskScope;
  const { width, height, data: bytes } = await read(data);
  const part = (at: number) => bytes[at] ?? 0;
  const colourAt = (at: number) => (part(at) << 16) | (part(at + 1) << 8) | part(at + 2);
  const counts = new Map<number, number>();
  for (let at = 0; at < bytes.length; at += 4) counts.set(colourAt(at), (counts.get(colourAt(at)) ?? 0) + 1);
  const byCount = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const split = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255] as const;
  for (const rounding of roundings) {
    const table: (readonly [number, number, number])[] = [];
    const numbers = new Map<number, number>();
    for (const colour of byCount) {
      const [red, green, blue] = split(colour);
      const isNear = ([r, g, b]: readonly [number, number, number]) =>
        Math.abs(r - red) <= rounding && Math.abs(g - green) <= rounding && Math.abs(b - blue) <= rounding;
      const near = table.findIndex(isNear);
      numbers.set(colour, near < 0 ? table.length : near);
      if (near < 0) table.push([red, green, blue]);
    }
    if (table.length > 256) continue;
    const pixels = new Uint8Array(width * height);
    for (let at = 0; at < bytes.length; at += 4) pixels[at / 4] = numbers.get(colourAt(at)) ?? 0;
    return { width, height, colours: table.flat(), pixels: toBase64(pixels), rounding };
  }
  throw new Error('The picture has too many colours.');
}

interface Comparison {
  readonly pictures: readonly [kept: string, picture: string];
  /** So far a colour may be from the kept one, in each of red, green and blue. */
  readonly reach: number;
  readonly threshold: number;
}

async function findDifference({ pictures, reach, threshold }: Comparison) {
  const { pixelmatch, read, toBase64 } = globalThis as unknown as DeskScope;
  const [kept, picture] = await Promise.all([read(pictures[0]), read(pictures[1])]);
  const { width, height } = kept;
  if (picture.width !== width || picture.height !== height) {
    return { pixels: Math.max(width * height, picture.width * picture.height), picture: null };
  }
  const one = kept.data;
  const other = picture.data;
  const isNear = (at: number) => Math.abs((one[at] ?? 0) - (other[at] ?? 0)) <= reach;
  for (let at = 0; at < one.length; at += 4) {
    // What rounding explains is the same.
    if (isNear(at) && isNear(at + 1) && isNear(at + 2))
      for (let part = at; part < at + 3; part += 1) other[part] = one[part] ?? 0;
  }
  const difference = new ImageData(width, height);
  const pixels = pixelmatch(one, other, difference.data, width, height, { threshold });
  if (pixels === 0) return { pixels, picture: null };
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(difference, 0, 0);
  const file = await canvas.convertToBlob({ type: 'image/png' });
  return { pixels, picture: toBase64(new Uint8Array(await file.arrayBuffer())) };
}
