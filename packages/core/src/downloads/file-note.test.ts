import { describe, expect, it } from 'vitest';
import { isWhole, type NoteLine, notedBytes, readNote, writeLine } from './file-note.js';

const head = { url: 'https://site.example/a', bytes: 25, partBytes: 10, etag: '"1"' };
const note = (...lines: NoteLine[]) => readNote([head, ...lines].map(writeLine).join(''));
const hash = (digit: string) => digit.repeat(64);

describe('a note', () => {
  it('says which parts are there', () => {
    const read = note({ part: 2, sha256: hash('a') }, { part: 0, sha256: hash('b') });
    expect(read).toMatchObject({ ...head, completeAt: null, md5: null });
    expect([...(read?.parts ?? [])]).toEqual([
      [2, hash('a')],
      [0, hash('b')],
    ]);
    // The last part is shorter than the others.
    expect(read && notedBytes(read)).toBe(15);
  });

  it('says when the file was whole, until a part of it was found wrong', () => {
    const complete = { completeAt: 5, md5: 'abc' };
    expect(note(complete)).toMatchObject(complete);
    expect(note(complete, { part: 1, sha256: null })).toMatchObject({ completeAt: null });
    expect(isWhole(note(complete), { size: 25, lastModified: 5 })).toBe(true);
    expect(isWhole(note(complete), { size: 25, lastModified: 6 })).toBe(false);
    expect(isWhole(note(complete), { size: 24, lastModified: 5 })).toBe(false);
    expect(isWhole(note(), { size: 25, lastModified: 5 })).toBe(false);
    expect(isWhole(note(complete), null)).toBe(false);
  });

  it('learns the size when it becomes known', () => {
    const unknown = writeLine({ ...head, bytes: null });
    expect(readNote(unknown)).toMatchObject({ bytes: null });
    expect(readNote(unknown + writeLine({ bytes: 7 }))).toMatchObject({ bytes: 7 });
  });

  it('loses no more than the line that was cut short', () => {
    const whole = [head, { part: 0, sha256: hash('a') }, { part: 1, sha256: hash('b') }].map(writeLine).join('');
    for (let end = writeLine(head).length; end <= whole.length; end += 1) {
      const parts = readNote(whole.slice(0, end))?.parts.size;
      expect(parts).toBe(whole.slice(0, end).split('\n').length - 2);
    }
  });

  it('passes over what it does not understand', () => {
    const odd = `${writeLine(head)}{"part":-1}\nnonsense\n[]\n{"part":"1","sha256":"x"}\n${writeLine({ part: 1, sha256: hash('c') })}`;
    expect([...(readNote(odd)?.parts.keys() ?? [])]).toEqual([1]);
  });

  it.each(['', '\n', '{', '{}\n', 'null\n', writeLine({ ...head, partBytes: 0 }), JSON.stringify(head)])(
    'is none: %o',
    (text) => {
      expect(readNote(text)).toBeNull();
    },
  );
});
