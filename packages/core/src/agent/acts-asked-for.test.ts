/** Which acts a question may want besides what was looked up for it. */
import { describe, expect, it } from 'vitest';
import { actsAskedFor } from './acts-asked-for.js';
import { sender } from './agent.case.js';
import type { Tool } from './define-tool.js';
import { calculator } from './tools/calculator.js';
import { noteTools } from './tools/notes.js';
import { pageTools } from './tools/page.js';

const offer = (tool: Tool | undefined) => {
  if (tool === undefined) throw new Error('There is no such tool.');
  return { tool, manifest: tool.manifest, examples: [], schema: tool.manifest.input };
};
const [, headings, , fillIn] = pageTools();
const acts = [offer(fillIn), offer(sender([])), offer(noteTools()[0])];
const lookedUp = [offer(calculator()), offer(headings)];

describe('a question', () => {
  it.each([
    ['What is 37 × 91?', []],
    ['Was ist 58 × 17?', []],
    ['Which heading of this page mentions pricing?', []],
    ['What are the headings?', []],
    ['Fill the amount in with 12 * 30.', ['fill_in']],
    ['Can you put 12 * 30 into the field "Amount"?', ['fill_in']],
    // One says that it sends nothing: a model may choose between the two.
    ['What is 12 * 30? Send it to bob@site.example.', ['fill_in', 'send']],
    ['Keep 12 * 30 as a note', ['remember']],
  ])('wants what it names: %s', (question, names) => {
    expect(actsAskedFor(acts, lookedUp, question).map(({ manifest }) => manifest.name)).toEqual(names);
  });

  it.each(['Rechne 12 * 30 aus und trag das dann bei Betrag ein', '计算 12 * 30 并将结果填写到表单的金额一栏中'])(
    'in another language may want any: %s',
    (question) => {
      expect(actsAskedFor(acts, lookedUp, question)).toEqual(acts);
    },
  );
});
