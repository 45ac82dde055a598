/** Makes pages the same each time they are looked at: one moment, one font, no caret, and stories that stop in mid-move. */
import type { Page } from 'playwright';
import { fontSheet } from './picture-fonts.js';

/** What all clocks say. */
const NOW = new Date('2026-05-15T10:00:00Z');

/** In forced colours it is to be seen whatever its colour is; then it must not blink. */
const QUIET_CARET = '.stage { caret-color: transparent; caret-animation: manual; }';

/** How a story moves: its script waits `everyMs` between two steps, as nothing else in it does. */
interface Beat {
  readonly everyMs: number;
  /** After so many, which are taken at once, it stands still. */
  readonly steps: number;
}

/** Stories that show something on its way. */
const MOVING: Readonly<Record<string, Beat>> = {
  'local-llm-chat-states--downloading': { everyMs: 600, steps: 34 },
  'local-llm-chat-states--answering': { everyMs: 200, steps: 30 },
  // The story stops it after 120 letters, which are there with the last step.
  'local-llm-chat-states--stopped': { everyMs: 40, steps: 24 },
  'local-llm-chat-markdown--while-it-is-written': { everyMs: 1000 / 12, steps: 60 },
  'local-llm-chat-messages--thinking': { everyMs: 1000 / 12, steps: 40 },
  'local-llm-chat-models--download-paused': { everyMs: 60, steps: 50 },
  'local-llm-chat-models--download-offline': { everyMs: 20, steps: 50 },
  'local-llm-chat-models--download-retrying': { everyMs: 20, steps: 50 },
  'local-llm-chat-models--download-interrupted': { everyMs: 3, steps: 101 },
  'local-llm-chat-models--stepped-down': { everyMs: 3, steps: 101 },
  'local-llm-chat-models--download-in-conversation': { everyMs: 600, steps: 34 },
  'local-llm-chat-conversations--answering-in-the-background': { everyMs: 200, steps: 8 },
};

/** How many steps the story of a page has yet to take. */
export interface StillScope {
  stepsLeft?: number;
}

/** Holds for every document that the page opens from now on. */
export async function keepStill(page: Page): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await page.addInitScript(holdStill, { sheet: `${fontSheet}\n${QUIET_CARET}`, moving: MOVING });
}

/** Runs in the page, before its own scripts. */
function holdStill({ sheet, moving }: { sheet: string; moving: Readonly<Record<string, Beat>> }): void {
  const style = new CSSStyleSheet();
  style.replaceSync(sheet);
  document.adoptedStyleSheets.push(style);
  // Before the story begins: letters that come later would move what it has placed.
  for (const face of document.fonts) if (/^U\+0-/i.test(face.unicodeRange)) void face.load();
  // A page that is looked at has no time to wait for a better one.
  globalThis.requestIdleCallback = (callback) =>
    Number(globalThis.setTimeout(() => callback({ didTimeout: false, timeRemaining: () => 8 })));
  const beat = moving[new URLSearchParams(location.search).get('id') ?? ''];
  if (beat === undefined) return;
  const scope = globalThis as StillScope;
  let left = beat.steps;
  scope.stepsLeft = left;
  const { setTimeout } = globalThis;
  const timer = (handler: () => void, ms = 0, ...rest: unknown[]) => {
    if (Math.abs(ms - beat.everyMs) > 0.01) return setTimeout(handler, ms, ...rest);
    if (left === 0) return setTimeout(() => undefined); // The next step never comes.
    left -= 1;
    return setTimeout(() => {
      handler();
      scope.stepsLeft = (scope.stepsLeft ?? 0) - 1;
    });
  };
  globalThis.setTimeout = timer as typeof setTimeout;
  // What is told of speed and of time left comes from this clock; in steps, until the last one was taken.
  const now = performance.now.bind(performance);
  let endedAt: number | null = null;
  performance.now = () => {
    const passed = (beat.steps - left) * beat.everyMs;
    if (left > 0) return passed;
    endedAt ??= now();
    return passed + now() - endedAt;
  };
}
