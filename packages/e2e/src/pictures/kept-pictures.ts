/** The pictures that are kept: where they lie, who made them, and how a new one compares. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LookName } from './looks.js';
import { PIXELS_ALLOWED, type PictureDesk } from './picture-desk.js';
import type { Maker } from './pictures-browser.js';

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));
const KEPT = `${PACKAGE}pictures/`;
const MAKER = `${KEPT}made-with.json`;
/** What a failed comparison leaves; git ignores it. */
const FOUND = `${PACKAGE}pictures-found/`;

/** Pictures are taken anew, instead of compared: set by `npm run pictures`. */
export const isTaking = process.env['PICTURES'] === 'take';

const ADVICE = 'If it is meant to be so, `npm run pictures` takes new ones.';

/** The names of all that are kept. */
export function keptPictures(): string[] {
  return existsSync(KEPT) ? readdirSync(KEPT).filter((name) => name.endsWith('.png')) : [];
}

/** In bytes. */
export function sizeOf(name: string): number {
  return statSync(KEPT + name).size;
}

/** Who made them; `null` before there are any. */
export function keptMaker(): Maker | null {
  return existsSync(MAKER) ? (JSON.parse(readFileSync(MAKER, 'utf8')) as Maker) : null;
}

export function keepMaker(maker: Maker): void {
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(MAKER, `${JSON.stringify(maker, null, 2)}\n`);
}

/** Removes a picture whose story or look is gone. */
export function dropPicture(name: string): void {
  rmSync(KEPT + name);
}

export function nameOf(story: string, look: LookName): string {
  return `${story}.${look}.png`;
}

/** Says what is wrong with a picture, beside the one that is kept; `null` for nothing. */
export async function findFault(desk: PictureDesk, name: string, picture: Buffer): Promise<string | null> {
  if (!existsSync(KEPT + name)) return `There is no picture ${name}. \`npm run pictures\` takes it.`;
  const { pixels } = await desk.compare(readFileSync(KEPT + name), picture);
  return pixels <= PIXELS_ALLOWED ? null : `${name} differs in ${pixels} pixels. ${ADVICE}`;
}

/** Leaves a picture that differs, and what differs in it, to be looked at. */
export async function leave(desk: PictureDesk, name: string, picture: Buffer): Promise<string> {
  mkdirSync(FOUND, { recursive: true });
  writeFileSync(FOUND + name, picture);
  if (existsSync(KEPT + name)) {
    const { picture: difference } = await desk.compare(readFileSync(KEPT + name), picture);
    if (difference !== null) writeFileSync(FOUND + name.replace(/\.png$/, '.difference.png'), difference);
  }
  return `It is in ${FOUND}, with what differs in red.`;
}

/** Keeps a picture. One that shows nothing new leaves the old one as it is. */
export async function keep(desk: PictureDesk, name: string, picture: Buffer): Promise<void> {
  mkdirSync(KEPT, { recursive: true });
  if ((await findFault(desk, name, picture)) !== null) writeFileSync(KEPT + name, await desk.pack(picture));
}
