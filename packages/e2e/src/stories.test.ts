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
import { LOOK_NAMES, type LookName, looksOf, putOn } from './pictures/looks.js';
import { PictureDesk } from './pictures/picture-desk.js';
import { makerOf, whyUnlike } from './pictures/pictures-browser.js';
import { StoryVisits, stories } from './story-visits.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** A picture that differs may have been taken a moment too early. */
const ATTEMPTS = 5;

/** Rules whose outcome hangs on colours: in dark everything else is as it is in light. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** So many stories are looked at side by side: a page keeps one core busy. */
const LANES = 2;

/** What was seen of a story. */
interface Seen {
  /** What went wrong while it played. */
  readonly problems: readonly string[];
  readonly faults: Readonly<Record<'light' | 'dark', readonly string[]>>;
  /** On a small phone: of what is shown, and of the window. */
  readonly widths: readonly number[];
  /** What is otherwise in its pictures; with `npm run pictures`, what is wrong with new ones. */
  readonly differences: readonly string[];
}

let lanes: readonly StoryVisits[];
let desk: PictureDesk;
/** Why pictures are not compared; `undefined` where they are. */
let unlike: string | undefined;
/** What is seen of each story, as soon as its turn has come. */
const seen = new Map<string, Promise<Seen>>();

beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: LANES }, () => StoryVisits.start()));
  desk = await PictureDesk.open();
  const maker = makerOf(lanes[0]?.page.context().browser()?.version() ?? '');
  const kept = keptMaker();
  if (isTaking) keepMaker(maker);
  else if (kept !== null) unlike = whyUnlike(kept, maker);
});
afterAll(async () => {
  await desk.close();
  await Promise.all(lanes.map((visits) => visits.close()));
});

/** Looks at a story, and at those after it while the tests of this one are told. */
function look(id: string): Promise<Seen> {
  const first = stories.findIndex((story) => story.id === id);
  for (const [index, story] of stories.slice(first, first + LANES).entries()) {
    if (seen.has(story.id)) continue;
    const place = first + index;
    const visits = lanes[place % LANES];
    if (visits === undefined) throw new Error('There are no lanes.');
    // After the one before it in its lane, however that went.
    const before = seen.get(stories[place - LANES]?.id ?? '') ?? Promise.resolve();
    const looking = before.catch(() => undefined).then(() => examine(visits, story.id));
    looking.catch(() => undefined); // Told by the tests of its story, which may not have begun.
    seen.set(story.id, looking);
  }
  return seen.get(id) ?? Promise.reject(new Error(`There is no story ${id}.`));
}

/** Sees all that there is to see of a story, each look once. */
async function examine(visits: StoryVisits, id: string): Promise<Seen> {
  const problems = await visits.show(id);
  await visits.page.addScriptTag({ path: axe });
  const faults: Record<'light' | 'dark', string[]> = { light: [], dark: [] };
  let widths: number[] = [];
  const differences: string[] = [];
  const pictured = looksOf(id);
  for (const name of LOOK_NAMES) {
    const isPictured = pictured.includes(name) && unlike === undefined;
    if (!isPictured && !['light', 'dark', 'narrow'].includes(name)) continue;
    await putOn(name, visits.page);
    await visits.settle();
    if (name === 'light') faults.light = await faultsIn(visits);
    if (name === 'dark') faults.dark = await faultsIn(visits, COLOUR_RULES);
    if (name === 'narrow') widths = await widthsOf(visits);
    if (isPictured) differences.push(...(isTaking ? await take(visits, id, name) : await compare(visits, id, name)));
  }
  return { problems, faults, widths, differences };
}

/** What axe has against the page as it is now. */
function faultsIn(visits: StoryVisits, rules?: string[]): Promise<string[]> {
  return visits.page.evaluate(async (only) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') };
    const options = only === undefined ? { rules: { region: { enabled: false } } } : { runOnly: only };
    const { violations } = await checker.run('#storybook-root', options);
    return violations.flatMap(({ id: rule, nodes }) => nodes.map(({ target }) => `${rule}: ${target.join(' ')}`));
  }, rules);
}

function widthsOf(visits: StoryVisits): Promise<number[]> {
  return visits.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
}

/** Compares what is to be seen with the picture that is kept. */
async function compare(visits: StoryVisits, id: string, look: LookName): Promise<string[]> {
  const name = nameOf(id, look);
  let picture = await visits.take();
  let fault = await findFault(desk, name, picture);
  for (let attempt = 1; fault !== null && attempt < ATTEMPTS; attempt += 1) {
    await visits.settle();
    picture = await visits.take();
    fault = await findFault(desk, name, picture);
  }
  return fault === null ? [] : [`${fault} ${await leave(desk, name, picture)}`];
}

/** Keeps what is to be seen, once it is twice the same; says what is wrong with it. */
async function take(visits: StoryVisits, id: string, look: LookName): Promise<string[]> {
  const name = nameOf(id, look);
  let before = await visits.take();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await visits.settle();
    const picture = await visits.take();
    if (picture.equals(before)) {
      await keep(desk, name, picture);
      // The letters of the other looks are those of light.
      const fonts = look === 'light' || look === 'right-to-left' ? await visits.machineFonts() : [];
      return fonts.map((font) => `${name} has letters of ${font}, a font of this machine.`);
    }
    before = picture;
  }
  return [`${name} is never twice the same.`];
}

describe.each(stories)('$title: $name', ({ id }) => {
  it('plays to its end', async () => expect((await look(id)).problems).toEqual([]));

  it('has no fault that axe knows, in light and in dark', async () => {
    expect((await look(id)).faults).toEqual({ light: [], dark: [] });
  });

  it('is no wider than a small phone', async () => expect((await look(id)).widths).toEqual([320, 320]));

  it('looks as in its pictures', async ({ skip }) => {
    skip(unlike !== undefined, unlike);
    expect((await look(id)).differences).toEqual([]);
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
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(8_000_000);
    expect(sizes.length).toBeGreaterThan(300);
  });
});
