/** Follows the steps of a section as a person does, and says where the page is not as the document has it. */
import { focusProblem } from './focus-ring.js';
import { type Focus, isAsWritten, type Step, type Walk } from './script-document.js';
import type { ScriptPage } from './script-page.js';

/** What a person waits for who has pressed a key, and who waits for a download, in milliseconds of the page's clock. */
const AFTER_A_KEY = { step: 25, most: 2000 };
const ON_PURPOSE = { step: 500, most: 90_000 };

/** Follows all steps. Returns what was found wrong, in words: nothing, if all is well. */
export async function followSteps(script: ScriptPage, { steps }: Walk): Promise<string[]> {
  const problems: string[] = [];
  /** Where a ring was looked at: it looks the same each time. */
  const looked = new Set<string>();
  let focus = await script.focus();
  for (const step of steps) {
    const wrong = await follow(script, step, step.focus ?? focus);
    focus = await script.focus();
    const place = JSON.stringify(focus);
    const unseen = looked.has(place) ? null : await focusProblem(script.page);
    looked.add(place);
    problems.push(...wrong, ...(unseen === null ? [] : [`${step.id}: ${unseen}`]));
    // All that follows would be wrong as well.
    if (wrong.length > 0) break;
  }
  return [...problems, ...script.complaints];
}

async function follow(script: ScriptPage, { id, acts, announced }: Step, focus: Focus): Promise<string[]> {
  const early = await script.heard();
  if (early.length > 0) return [`${id}: before it was announced ${quote(early.map(({ text }) => text))}`];
  for (const act of acts) {
    await script.act(act);
    // What a key has opened is there before the next one.
    await script.goOn(AFTER_A_KEY.step);
  }
  const { step, most } = acts.length === 0 ? ON_PURPOSE : AFTER_A_KEY;
  let seen = await see(script);
  for (let waited = 0; waited < most; waited += step) {
    if (isAsExpected(seen, focus, announced) && !script.isFetching) break;
    await script.goOn(step);
    seen = await see(script);
  }
  await script.take();
  return [
    ...(isFocus(seen.focus, focus) ? [] : [`${id}: the focus is on ${inWords(seen.focus)}, not ${inWords(focus)}`]),
    ...(isHeard(seen.heard, announced) ? [] : [`${id}: announced was ${quote(seen.heard)}, not ${quote(announced)}`]),
  ];
}

interface Seen {
  readonly focus: Focus;
  readonly heard: readonly string[];
}

async function see(script: ScriptPage): Promise<Seen> {
  const [focus, heard] = await Promise.all([script.focus(), script.heard()]);
  return { focus, heard: heard.map(({ text }) => text) };
}

function isAsExpected({ focus, heard }: Seen, wanted: Focus, announced: readonly string[]): boolean {
  return isFocus(focus, wanted) && isHeard(heard, announced);
}

function isFocus(focus: Focus, { role, name, states }: Focus): boolean {
  return focus.role === role && isAsWritten(focus.name, name) && focus.states.join() === states.join();
}

function isHeard(heard: readonly string[], announced: readonly string[]): boolean {
  return heard.length === announced.length && heard.every((text, index) => isAsWritten(text, announced[index] ?? ''));
}

function inWords({ role, name, states }: Focus): string {
  return [`${role} “${name}”`, ...states].join(', ');
}

function quote(texts: readonly string[]): string {
  return texts.length === 0 ? 'nothing' : texts.map((text) => `“${text}”`).join(', ');
}
