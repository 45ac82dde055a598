import { describe, expect, it } from 'vitest';
import { message, textFile } from './conversation.case.js';
import { titleOf } from './thread-title.js';

const titled = (text: string) => titleOf([message('user', text)]);

describe('the title of a conversation', () => {
  it.each([
    ['What is the capital of France? I forgot.', 'What is the capital of France?'],
    ['东京的人口是多少？请告诉我。', '东京的人口是多少？'],
    ['  # Plan\n\nfor the **weekend**', 'Plan for the weekend'],
    ['See [the docs](https://example.com/a) and ![a cat](cat.png)', 'See the docs and a cat'],
    ['- one\n- two', 'one two'],
    ['```js\nconsole.log(1)\n```', 'console.log(1)'],
    ['Rename snake_case_name and *this* `thing`', 'Rename snake_case_name and this thing'],
    ['2 * 3 * 4 = ?', '2 * 3 * 4 = ?'],
    ['Pay\u202eevil\u202c \u{e0041}now', 'Payevil now'],
    ['a\u0000b\tc', 'a b c'],
    ['???', '???'],
    ['', ''],
  ])('of %j is %j', (text, title) => {
    expect(titled(text)).toBe(title);
  });

  it('is cut at a word, to 60 characters', () => {
    const title = titled('Explain to me in very simple words how the photosynthesis of plants works, please');
    expect(title).toBe('Explain to me in very simple words how the photosynthesis\u2026');
    expect(titled('x'.repeat(61))).toBe(`${'x'.repeat(59)}\u2026`);
    expect(titled('x'.repeat(60))).toBe('x'.repeat(60));
    // People count this family as one.
    expect([...new Intl.Segmenter().segment(titled('👨‍👩‍👧‍👦'.repeat(80)))]).toHaveLength(60);
  });

  it('is the name of the file, where the question is only a file', () => {
    const file = textFile('Sales were good.', { name: 'report_2026_final.pdf' });
    expect(titleOf([message('user', '', { parts: [file] })])).toBe('report_2026_final.pdf');
    expect(titleOf([message('user', 'Sum it up', { parts: [file] })])).toBe('Sum it up');
  });

  it('is what is done, and with what, where the question is for a task', () => {
    const parts = [textFile('Sales were good.', { name: 'report.pdf' })];
    expect(titleOf([message('user', 'Summarise', { parts, task: { id: 'summarize' } })])).toBe('Summarise: report.pdf');
  });

  it('is that of the first question, whatever comes before and after', () => {
    expect(titleOf([message('assistant', 'Hello'), message('user', 'One'), message('user', 'Two')])).toBe('One');
    expect(titleOf([message('assistant', 'Hello')])).toBe('');
  });

  it('of a pasted book takes no time that anyone would notice', () => {
    expect(titled('_*`['.repeat(1_000_000)).length).toBeLessThanOrEqual(60);
  });
});
