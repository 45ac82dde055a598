/** Reads `docs/accessibility.md`: its steps as a person reads them, taken apart so that a test can follow them too. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What has the focus, in the words of the document. */
export interface Focus {
  readonly role: string;
  /** `…` stands for anything. */
  readonly name: string;
  /** In alphabetical order, e.g. `collapsed`. */
  readonly states: readonly string[];
}

/** One thing that a hand does. */
export type Act = { readonly key: string } | { readonly text: string };

/** A row of the script that is followed with the keyboard. */
export interface Step {
  readonly id: string;
  /** In their order; none means to wait. */
  readonly acts: readonly Act[];
  /** `null`: it stays where it was. */
  readonly focus: Focus | null;
  /** In their order. */
  readonly announced: readonly string[];
}

/** A section whose rows are steps on one page of the stories. */
export interface Walk {
  /** The story, as its address names it. */
  readonly story: string;
  readonly title: string;
  /** How wide the window is, in CSS pixels; `null` where that does not matter. */
  readonly width: number | null;
  readonly steps: readonly Step[];
}

/** What the document says. */
export interface ScriptDocument {
  readonly walks: readonly Walk[];
  /** Ids of rows that are measured, not walked. */
  readonly measured: readonly string[];
  /** Ids of rows for people alone, with the reason. */
  readonly byHand: ReadonlyMap<string, string>;
}

const FILE = fileURLToPath(new URL('../../../../docs/accessibility.md', import.meta.url));

/** The document of this repository. */
export function readScript(): ScriptDocument {
  return parseScript(readFileSync(FILE, 'utf8'));
}

/**
 * Takes a document apart.
 *
 * @throws Error for a row that cannot be understood: nobody would follow it as it was meant.
 */
export function parseScript(markdown: string): ScriptDocument {
  const walks: Walk[] = [];
  const measured: string[] = [];
  const byHand = new Map<string, string>();
  for (const section of markdown.split(/^## /m).slice(1)) {
    const title = section.split('\n', 1)[0] ?? '';
    const [, story, width] = /^Page: `([\w-]+)`(?:.* (\d+) px wide)?/m.exec(section) ?? [];
    const rows = section.split('\n').flatMap((line) => cellsOf(line) ?? []);
    const steps: Step[] = [];
    for (const [id = '', what = '', ...rest] of rows) {
      const reason = /^By hand: (.+)/.exec(rest.at(-1) ?? '')?.[1];
      if (reason !== undefined) byHand.set(id, reason);
      else if (story === undefined) measured.push(id);
      else steps.push(stepOf(id, what, rest));
    }
    if (story !== undefined) walks.push({ story, title, width: width === undefined ? null : Number(width), steps });
  }
  return { walks, measured, byHand };
}

/** The cells of a row with an id, e.g. `| ask-2 | … |`. */
function cellsOf(line: string): [string[]] | null {
  if (!/^\| [a-z]+-\d+ \|/.test(line)) return null;
  return [
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  ];
}

function stepOf(id: string, what: string, rest: readonly string[]): Step {
  const [focus, announced] = rest;
  if (rest.length !== 2 || focus === undefined || announced === undefined) {
    throw new Error(`${id}: a step has four cells, this one has ${rest.length + 2}.`);
  }
  const acts = actsOf(what);
  if (acts.length === 0 && !what.startsWith('Wait')) throw new Error(`${id}: there is nothing to press in “${what}”.`);
  return { id, acts, focus: focus === 'stays' ? null : focusOf(id, focus), announced: announcedOf(id, announced) };
}

/** Keys stand in backticks, what is typed in quotes. */
function actsOf(what: string): Act[] {
  return [...what.matchAll(/`([^`]+)`(?: (\d+) times)?|“([^”]+)”/g)].flatMap(([, key, times = '1', text]): Act[] =>
    key === undefined ? [{ text: text ?? '' }] : Array.from({ length: Number(times) }, () => ({ key })),
  );
}

/** e.g. `button “Send message”, disabled`. */
function focusOf(id: string, cell: string): Focus {
  const [, role, name, states = ''] = /^([a-z ]+) “(.*)”((?:, [a-z ]+)*)$/.exec(cell) ?? [];
  if (role === undefined || name === undefined) throw new Error(`${id}: “${cell}” is not a role, a name and states.`);
  return { role, name, states: states.split(', ').slice(1).sort() };
}

function announcedOf(id: string, cell: string): string[] {
  if (cell === 'nothing') return [];
  const texts = cell.split(/(?<=”), (?=“)/).map((text) => /^“(.*)”$/.exec(text)?.[1]);
  if (texts.some((text) => text === undefined)) throw new Error(`${id}: “${cell}” is no list of quoted texts.`);
  return texts.map(String);
}

/** Whether a text is as the document has it. */
export function isAsWritten(text: string, written: string): boolean {
  const pattern = written
    .split('…')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^]*');
  return new RegExp(`^${pattern}$`).test(text);
}
