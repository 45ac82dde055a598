/** The script of `docs/accessibility.md`, followed step by step: the document and this cannot drift apart. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../../apps/docs/server/serve.mjs';
import { focusProblem } from './accessibility/focus-ring.js';
import { followSteps } from './accessibility/follow-steps.js';
import { hearLongAnswer, LISTENED, type LongAnswer } from './accessibility/long-answer.js';
import { MEASURES, measureAll } from './accessibility/measures.js';
import { openScene, SCENES } from './accessibility/scenes.js';
import { isAsWritten, parseScript, readScript, type Walk } from './accessibility/script-document.js';
import { ScriptPage, type Stories } from './accessibility/script-page.js';
import { openPage, type WatchedPage } from './browser.js';

const docs = fileURLToPath(new URL('../../../apps/docs/dist/', import.meta.url));
const script = readScript();

/** Sections that are walked, and how many steps each has: none can go from the document unseen. */
const WALKED: Readonly<Record<string, number>> = {
  order: 18,
  start: 14,
  ask: 9,
  walk: 11,
  act: 26,
  menu: 13,
  add: 12,
  tasks: 11,
  documents: 7,
  list: 29,
  launcher: 15,
  panel: 4,
  small: 6,
  load: 5,
  fails: 5,
  sum: 11,
  find: 11,
};
/** The first section once more, with other colours. */
const RECOLOURED = {
  'seen-1': { colorScheme: 'dark' },
  'seen-2': { forcedColors: 'active' },
} as const;

let server: Awaited<ReturnType<typeof startServer>>;
let watched: WatchedPage;
let stories: Stories;

beforeAll(async () => {
  server = await startServer({ root: docs });
  watched = await openPage();
  const browser = watched.page.context().browser();
  if (browser === null) throw new Error('The page has no browser to open others in.');
  stories = { browser, url: `${server.url}storybook/` };
});
afterAll(async () => {
  await watched.close();
  await server.close();
});

async function walk(section: Walk, options: Parameters<typeof ScriptPage.open>[2] = {}): Promise<string[]> {
  const page = await ScriptPage.open(stories, section.story, options);
  try {
    return await followSteps(page, section);
  } finally {
    await page.close();
  }
}

describe('the document', () => {
  it('has no step that is not followed here, and lacks none that is', () => {
    const steps = script.walks.flatMap((section) => section.steps.map(({ id }) => id));
    const wanted = Object.entries(WALKED).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}-${index + 1}`),
    );
    expect(steps).toEqual(wanted);
    const measured = [...Object.keys(MEASURES), ...Object.keys(LISTENED), ...Object.keys(RECOLOURED)];
    expect(script.measured.toSorted()).toEqual(measured.toSorted());
  });

  it('says of each step that people alone can follow why that is so', () => {
    expect([...script.byHand.keys()]).toEqual([
      'add-13',
      'seen-12',
      'seen-13',
      'reader-1',
      'reader-2',
      'reader-3',
      'reader-4',
    ]);
    for (const [id, reason] of script.byHand) expect(reason.length, id).toBeGreaterThan(20);
  });

  it('is read as a person reads it', () => {
    const rows = [
      '| a-1 | `Tab` 2 times, “Hi”, then `Enter` | button “Go on…”, collapsed | “One.”, ““Two” is there.” |',
      '| a-2 | Wait | stays | nothing |',
      '| a-3 | Look | it shines | By hand: nothing shines in a test |',
    ];
    const { walks, byHand } = parseScript(
      `# A\n\n## B\n\nPage: \`c\`, in a window that is 390 px wide\n\n${rows.join('\n')}`,
    );
    expect(walks).toEqual([
      {
        story: 'c',
        title: 'B',
        width: 390,
        steps: [
          {
            id: 'a-1',
            acts: [{ key: 'Tab' }, { key: 'Tab' }, { text: 'Hi' }, { key: 'Enter' }],
            focus: { role: 'button', name: 'Go on…', states: ['collapsed'] },
            announced: ['One.', '“Two” is there.'],
          },
          { id: 'a-2', acts: [], focus: null, announced: [] },
        ],
      },
    ]);
    expect([...byHand]).toEqual([['a-3', 'nothing shines in a test']]);
    for (const row of [
      '| a-1 | Press it | stays | nothing |',
      '| a-1 | `Tab` | somewhere | nothing |',
      '| a-1 | `Tab` | stays |',
    ]) {
      expect(() => parseScript(`## B\n\nPage: \`c\`\n\n${row}`), row).toThrow('a-1');
    }
    expect(isAsWritten('Assistant, 14:03', 'Assistant, …')).toBe(true);
    expect(isAsWritten('The Assistant, 14:03', 'Assistant, …')).toBe(false);
    expect(isAsWritten('Files…', 'Files…')).toBe(true);
    expect(isAsWritten('Ax', 'A.')).toBe(false);
  });
});

describe('who follows it', () => {
  it('notices another focus, another announcement and a focus that is not seen', async () => {
    const [section] = script.walks;
    const [first, second] = section?.steps ?? [];
    if (section === undefined || first === undefined || second === undefined) throw new Error('There are no steps.');
    const wrong = { ...first, focus: second.focus, announced: ['Hello.'] };
    expect(await walk({ ...section, steps: [wrong] })).toEqual([
      expect.stringContaining('the focus is on link “Before the chat”, not disclosure'),
      expect.stringContaining('announced was nothing, not “Hello.”'),
    ]);
    const page = await ScriptPage.open(stories, 'ask');
    try {
      await page.act({ key: 'Tab' });
      expect(await focusProblem(page.page)).toBe(null);
      await page.act({ key: 'Tab' });
      expect(await focusProblem(page.page)).toBe(null);
      const hide = (css: string) =>
        page.page.evaluate((text) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.querySelector('local-llm-chat')?.shadowRoot?.adoptedStyleSheets.push(sheet);
        }, css);
      await hide('.header::after { content: ""; position: absolute; inset: 0; background: #fff }');
      expect(await focusProblem(page.page)).toContain('points are seen');
      await hide(':focus-visible { outline-color: #ddd !important }');
      expect(await focusProblem(page.page)).toContain('contrast of 1.');
      await hide(':focus-visible { outline: none !important }');
      expect(await focusProblem(page.page)).toContain('no line of two pixels');
    } finally {
      await page.close();
    }
  });
});

describe('a section', () => {
  it.each(script.walks.map((section) => [section.title, section] as const))('%s', async (_, section) => {
    const options = section.width === null ? {} : { viewport: { width: section.width, height: 700 } };
    expect(await walk(section, options)).toEqual([]);
  });
});

describe('what is heard of a long answer', () => {
  let answer: LongAnswer;
  beforeAll(async () => {
    answer = await hearLongAnswer(stories);
  });

  it.each(Object.entries(LISTENED))('%s', (_, problems) => {
    expect(problems(answer)).toEqual([]);
  });
});

describe('what is seen', () => {
  const found = new Map<string, string[]>(Object.keys(MEASURES).map((id) => [id, []]));

  it.each(SCENES.map((scene) => [scene.name, scene] as const))('is measured: %s', async (name, scene) => {
    const page = await openScene(stories, scene);
    try {
      for (const [id, problems] of await measureAll(page)) {
        found.get(id)?.push(...problems.map((problem) => `${name}: ${problem}`));
      }
    } finally {
      await page.close();
    }
  });

  it.each(Object.keys(MEASURES))('%s', (id) => {
    expect(found.get(id)).toEqual([]);
  });

  it.each(Object.entries(RECOLOURED))('%s', async (_, options) => {
    const [section] = script.walks;
    if (section === undefined) throw new Error('There are no sections.');
    expect(await walk(section, options)).toEqual([]);
  });
});
