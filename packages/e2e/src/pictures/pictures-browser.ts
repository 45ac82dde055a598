/** The browser that takes pictures, and whether it is like the one that took those that are kept. */
import type { OpenOptions } from '../browser.js';

/** A machine's own taste in letters is kept out: its hinting, and its order of colours on a screen. */
export const PICTURES_BROWSER: OpenOptions = {
  args: ['--font-render-hinting=none', '--disable-lcd-text'],
  timezone: 'UTC',
};

/** What decides how a page is drawn, beside the page. */
export interface Maker {
  /** Chromium's major version. */
  readonly chromium: string;
  readonly system: string;
}

/** @param version a browser's, e.g. `140.0.7339.16` */
export function makerOf(version: string): Maker {
  return { chromium: version.split('.')[0] ?? '', system: `${process.platform} ${process.arch}` };
}

/** Why pictures by one cannot be compared with those by the other; `undefined` where they can. */
export function whyUnlike(kept: Maker, own: Maker): string | undefined {
  const name = ({ chromium, system }: Maker) => `Chromium ${chromium} on ${system}`;
  return name(kept) === name(own) ? undefined : `the pictures are by ${name(kept)}, and this is ${name(own)}`;
}
