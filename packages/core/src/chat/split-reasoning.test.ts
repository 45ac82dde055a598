import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessagePart } from '../messages.js';
import { ReasoningSplitter, rawAnswer } from './split-reasoning.js';

function split(pieces: readonly string[], before: readonly MessagePart[] = [], now = () => 0): readonly MessagePart[] {
  const splitter = new ReasoningSplitter(before, now);
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return splitter.parts;
}

const text = (said: string): MessagePart => ({ type: 'text', text: said });
const thought = (said: string, durationMs = 0): MessagePart => ({ type: 'reasoning', text: said, durationMs });

describe('ReasoningSplitter', () => {
  it.each([
    ['no thought', '\n Hello <b>.', [text('\n Hello <b>.')]],
    ['a thought', '\n<think>\nHm.\nWell.\n</think>\n\nHello.', [thought('Hm.\nWell.'), text('Hello.')]],
    ['a thought that the template began', 'Hm.\n</think>\n\nHello.', [thought('Hm.'), text('Hello.')]],
    ['an empty thought', '<think>\n\n</think>\n\nHello.', [text('Hello.')]],
    ['an empty thought that the template began', '\n</think>\n\nHello.', [text('Hello.')]],
    ['a thought that does not end', '<think>\nHm. <', [thought('Hm. <')]],
    ['a thought alone', '<think>Hm.</think>\n', [thought('Hm.')]],
    ['a tag that is none', '<thinking>', [text('<thinking>')]],
    ['half a tag', '<thi', [text('<thi')]],
    ['nothing', '', []],
    ['a second thought', '<think>a</think>b<think>c</think>', [thought('a'), text('b<think>c</think>')]],
    ['a tag later on', 'Write <think> first.', [text('Write <think> first.')]],
    ['tags in code', 'Use `</think>` or\n```\n</think>\n```', [text('Use `</think>` or\n```\n</think>\n```')]],
    ['a tag after code', 'Is it `a`?\n</think>\nNo.', [thought('Is it `a`?'), text('No.')]],
  ])('tells %s', (_, stream, parts) => {
    expect(split([stream])).toEqual(parts);
  });

  const stream = fc.array(
    fc.oneof(fc.constantFrom('<think>', '</think>', '<', '/', 'thi', 'nk>', '`', '```', '\n', ' ', 'a'), fc.string()),
    { maxLength: 14 },
  );

  it('gives the same parts however the stream is split', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat({ max: 40 })), (pieces, cuts) => {
        const whole = pieces.join('');
        const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
        expect(split(at.slice(1).map((end, index) => whole.slice(at[index], end)))).toEqual(split([whole]));
      }),
      { numRuns: 1000 },
    );
  });

  it('never loses a word, and never takes back what it has shown', () => {
    const said = (parts: readonly MessagePart[]) => parts.map((part) => part.text).join('');
    fc.assert(
      fc.property(stream, (pieces) => {
        const splitter = new ReasoningSplitter([], () => 0);
        const seen = pieces.map((piece) => {
          splitter.push(piece);
          return said(splitter.parts).replaceAll(/\s/g, '');
        });
        splitter.end();
        const all = said(splitter.parts).replaceAll(/\s/g, '');
        expect(seen.filter((shown) => !all.startsWith(shown))).toEqual([]);
        const rest = (letters: string) => letters.replaceAll(/[\s<>/think]/g, '');
        expect(rest(all)).toBe(rest(pieces.join('')));
      }),
      { numRuns: 1000 },
    );
  });

  it('goes on where an answer was stopped', () => {
    const clock = [100, 150, 1000, 1075];
    const now = () => clock.shift() ?? 0;
    const stopped = split(['<think>\nHm, le', 't me se'], [], now);
    expect(stopped).toEqual([thought('Hm, let me se', 50)]);
    expect(rawAnswer(stopped)).toBe('<think>\nHm, let me se');
    const more = split(['e.\n</th', 'ink>\n\nYes.'], stopped, now);
    expect(more).toEqual([thought('Hm, let me see.', 125), text('Yes.')]);
    expect(rawAnswer(more)).toBe('<think>\nHm, let me see.\n</think>\n\nYes.');
    expect(split([' And </think> no.'], more)).toEqual([
      thought('Hm, let me see.', 125),
      text('Yes. And </think> no.'),
    ]);
  });

  it('has no duration while it thinks, and keeps the thought as it is once it has ended', () => {
    const splitter = new ReasoningSplitter([], () => 7);
    splitter.push('<think>Hm');
    expect(splitter.parts).toEqual([{ type: 'reasoning', text: 'Hm' }]);
    splitter.push('</think>Yes');
    const [ended] = splitter.parts;
    splitter.push('.');
    expect(splitter.parts[0]).toBe(ended);
  });

  it('says when the template began the thought', () => {
    const splitter = new ReasoningSplitter([], () => 0);
    splitter.push('Hm.</think>Yes.');
    expect(splitter.isOpenedByTemplate).toBe(true);
    expect(rawAnswer(splitter.parts, true)).toBe('Hm.\n</think>\n\nYes.');
  });
});
