/** Every story of the docs, as built: it plays to its end, has no fault that axe knows, and looks as it did. */
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  dropPicture,
  findFault,
  isTaking,
  keep,
  keepMaker,
  keptMaker,
  keptPictures,
  leave,
  nameOf,
  sizeOf,
} from './pictures/kept-pictures.js';
import { type LookName, looksOf, putOn } from './pictures/looks.js';
import { PictureDesk } from './pictures/picture-desk.js';
import { makerOf, whyUnlike } from './pictures/pictures-browser.js';
import { StoryVisits, stories } from './story-visits.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** A picture that differs may have been taken a moment too early. */
const ATTEMPTS = 5;

let visits: StoryVisits;
let desk: PictureDesk;
/** Why pictures are not compared; `undefined` where they are. */
let unlike: string | undefined;

beforeAll(async () => {
  visits = await StoryVisits.start();
  desk = await PictureDesk.open();
  const maker = makerOf(visits.page.context().browser()?.version() ?? '');
  const kept = keptMaker();
  if (isTaking) keepMaker(maker);
  else if (kept !== null) unlike = whyUnlike(kept, maker);
});
afterAll(async () => {
  await desk.close();
  await visits.close();
});

/** What axe has against the page as it is now. */
function faults(): Promise<string[]> {
  return visits.page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await checker.run('#storybook-root', { rules: { region: { enabled: false } } });
    return violations.flatMap(({ id: rule, nodes }) => nodes.map(({ target }) => `${rule}: ${target.join(' ')}`));
  });
}

async function show(look: LookName): Promise<void> {
  await putOn(look, visits.page);
  await visits.settle();
}

/** Compares what is to be seen with the picture that is kept. */
async function compare(name: string): Promise<string[]> {
  let picture = await visits.take();
  let fault = await findFault(desk, name, picture);
  for (let attempt = 1; fault !== null && attempt < ATTEMPTS; attempt += 1) {
    await visits.settle();
    picture = await visits.take();
    fault = await findFault(desk, name, picture);
  }
  return fault === null ? [] : [`${fault} ${await leave(desk, name, picture)}`];
}

/** Keeps what is to be seen, once it is twice the same. */
async function take(name: string): Promise<string[]> {
  let before = await visits.take();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await visits.settle();
    const picture = await visits.take();
    if (picture.equals(before)) {
      await keep(desk, name, picture);
      return [];
    }
    before = picture;
  }
  return [`${name} is never twice the same.`];
}

/** Letters in a picture that other machines draw otherwise. */
async function machineFonts(name: string, look: LookName): Promise<string[]> {
  if (look !== 'light' && look !== 'right-to-left') return []; // The letters of the others are those of light.
  return (await visits.machineFonts()).map((font) => `${name} has letters of ${font}, a font of this machine.`);
}

describe.each(stories)('$title: $name', ({ id }) => {
  let problems: string[];
  beforeAll(async () => {
    problems = await visits.show(id);
  });

  it('plays to its end', () => expect(problems).toEqual([]));

  it('has no fault that axe knows, in light and in dark', async () => {
    await visits.page.addScriptTag({ path: axe });
    await show('light');
    const light = await faults();
    await show('dark');
    expect({ light, dark: await faults() }).toEqual({ light: [], dark: [] });
  });

  it('is no wider than a small phone', async () => {
    await show('narrow');
    const widths = await visits.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(widths).toEqual([320, 320]);
  });

  it('looks as in its pictures', async ({ skip }) => {
    skip(unlike !== undefined, unlike);
    const found: string[] = [];
    for (const look of looksOf(id)) {
      await show(look);
      const name = nameOf(id, look);
      found.push(...(isTaking ? [...(await take(name)), ...(await machineFonts(name, look))] : await compare(name)));
    }
    expect(found).toEqual([]);
  });
});

describe('pictures', () => {
  const expected = new Set(stories.flatMap(({ id }) => looksOf(id).map((look) => nameOf(id, look))));

  it('are of stories that there are', () => {
    const strange = keptPictures().filter((name) => !expected.has(name));
    if (isTaking) strange.forEach(dropPicture);
    else expect(strange).toEqual([]);
  });

  it('are small', () => {
    const sizes = keptPictures().map((name) => ({ name, size: sizeOf(name) }));
    expect(sizes.filter(({ size }) => size > 100_000)).toEqual([]);
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(6_000_000);
    expect(sizes.length).toBeGreaterThan(300);
  });
});
