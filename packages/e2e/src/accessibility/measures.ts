/** What is seen and measured on a scene: each row of that section of the document that a machine can look at. */
import { cutOff, tooSmall } from './fit.js';
import type { ScriptPage } from './script-page.js';

/** Looks at a page, and says what is wrong. Whatever it changes of the window it changes back. */
export type Measure = (script: ScriptPage) => Promise<readonly string[]>;

/** As WCAG 1.4.12 has it. */
const SPACED_TEXT = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }
`;
const WINDOW = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** Elements whose frame shows the focus in their stead: the script sees in its steps that it does. */
const RINGED_BY_FRAME = [
  'textarea:focus-visible',
  'input:focus-visible',
  '.option input:focus-visible',
  '.edit-field textarea',
];

/** Each by its id in the document, in the order in which they are taken. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  'seen-10': namelessControls,
  'seen-9': ({ page }) => page.evaluate(removedOutlines, RINGED_BY_FRAME),
  'seen-6': ({ page }) => page.evaluate(movements),
  'seen-7': ({ page }) => page.evaluate(tooSmall, { least: 24, hasRoom: true }),
  'seen-5': spacedText,
  'seen-3': (script) => inWindow(script, { width: WINDOW.width / 2, height: WINDOW.height / 2 }),
  'seen-4': (script) => inWindow(script, { width: WINDOW.width / 4, height: WINDOW.height / 4 }),
  'seen-8': onTouchScreen,
  'seen-11': goThrough,
};

/** Takes all of them. */
export async function measureAll(script: ScriptPage): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const [id, measure] of Object.entries(MEASURES)) found.set(id, await measure(script));
  return found;
}

const CONTROLS = ['button', 'link', 'textbox', 'searchbox', 'menuitem', 'splitter', 'dialog', 'menu', 'log'];

async function namelessControls(script: ScriptPage): Promise<string[]> {
  const nodes = await script.tree();
  const nameless = nodes.filter(({ role, name }) => CONTROLS.includes(role?.value ?? '') && !name?.value);
  const regions = nodes.filter(({ role }) => role?.value === 'status');
  const isPolite = regions.some(({ properties }) =>
    properties?.some((one) => one.name === 'live' && one.value.value === 'polite'),
  );
  // A chat whose window was never opened has nothing to say, and no region to say it in.
  const isClosed = nodes.some(({ name }) => name?.value === 'Open the assistant');
  return [
    ...nameless.map(({ role }) => `a ${role?.value} has no name`),
    ...(isPolite || isClosed ? [] : ['there is no polite status region']),
  ];
}

/** Runs in the page. */
function removedOutlines(known: readonly string[]): string[] {
  const root = document.querySelector('local-llm-chat, local-llm-search, local-llm-summary')?.shadowRoot;
  const rules = (list: CSSRuleList): CSSStyleRule[] =>
    [...list].flatMap((rule) =>
      rule instanceof CSSStyleRule
        ? [rule, ...rules(rule.cssRules)]
        : 'cssRules' in rule
          ? rules(rule.cssRules as CSSRuleList)
          : [],
    );
  const all = (root?.adoptedStyleSheets ?? []).flatMap(({ cssRules }) => rules(cssRules));
  if (all.length < 50) return [`there are only ${all.length} rules to look at`];
  return all
    .filter(({ style }) => style.outlineStyle === 'none' || style.outlineWidth === '0px')
    .map(({ selectorText }) => selectorText)
    .filter((selector) => !known.includes(selector));
}

/** Runs in the page. */
function movements(): string[] {
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) return ['less motion was not asked for'];
  const { shadowRoot } = document.querySelector('local-llm-chat, local-llm-search, local-llm-summary') ?? {};
  return (shadowRoot?.getAnimations() ?? []).map(({ effect }) => {
    const { target } = effect as KeyframeEffect;
    return `${target?.localName} ${target?.className} moves`;
  });
}

async function spacedText({ page }: ScriptPage): Promise<string[]> {
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
    document
      .querySelector('local-llm-chat, local-llm-search, local-llm-summary')
      ?.shadowRoot?.adoptedStyleSheets.push(sheet);
  }, SPACED_TEXT);
  const problems = await page.evaluate(cutOff);
  await page.evaluate(() => {
    document.adoptedStyleSheets.pop();
    document.querySelector('local-llm-chat, local-llm-search, local-llm-summary')?.shadowRoot?.adoptedStyleSheets.pop();
  });
  return problems;
}

/** As zooming does, which leaves a page fewer CSS pixels. */
async function inWindow(script: ScriptPage, size: { width: number; height: number }): Promise<string[]> {
  await resize(script, () => script.page.setViewportSize(size));
  const problems = await script.page.evaluate(cutOff);
  await resize(script, () => script.page.setViewportSize(WINDOW));
  return problems;
}

async function onTouchScreen(script: ScriptPage): Promise<string[]> {
  const { page } = script;
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 1 });
  const become = (size: { width: number; height: number }, mobile: boolean) =>
    resize(script, () => session.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile }));
  await become(PHONE, true);
  const isCoarse = await page.evaluate(() => matchMedia('(pointer: coarse)').matches);
  const problems = await page.evaluate(tooSmall, { least: 44, hasRoom: false });
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: false });
  await become(WINDOW, false);
  return [...(isCoarse ? [] : ['the screen is no touch screen']), ...problems];
}

/** Gives the window another size, and waits until the page has heard of it and is drawn anew. */
async function resize(script: ScriptPage, act: () => Promise<unknown>): Promise<void> {
  // In a handle, or it would be waited for before anything has happened.
  const told = await script.page.evaluateHandle(() => ({
    resized: new Promise((resolve) => addEventListener('resize', () => resolve(true), { once: true })),
  }));
  await act();
  await told.evaluate(({ resized }) => resized);
  await script.goOn(200);
}

/** More stops than any page has. */
const MOST_STOPS = 60;

/** From wherever the focus is, back to the first link of the page, on to the last and back. */
async function goThrough(script: ScriptPage): Promise<string[]> {
  const problems: string[] = [];
  for (const [key, end] of [
    ['Shift+Tab', 'Before the '],
    ['Tab', 'After the '],
    ['Shift+Tab', 'Before the '],
  ] as const) {
    let { name } = await script.focus();
    for (let count = 0; count < MOST_STOPS && !name.startsWith(end); count += 1) {
      await script.act({ key });
      await script.goOn(25);
      ({ name } = await script.focus());
    }
    if (!name.startsWith(end)) problems.push(`${key} leads to “${name}” and never to “${end}…”`);
  }
  return problems;
}
