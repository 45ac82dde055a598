/** What is read, and how, is told by name and type. */
import { describe, expect, it } from 'vitest';
import { acceptedTypes, canRead, kindOf, mediaTypeOf } from './file-kinds.js';

describe('the kind of a file', () => {
  it.each([
    ['notes.txt', 'text/plain', 'text'],
    ['README', '', 'text'],
    ['.gitignore', '', 'text'],
    ['main.rs', '', 'text'],
    ['clip.ts', 'video/mp2t', 'text'],
    ['data.json', 'application/json', 'text'],
    ['feed', 'application/atom+xml', 'text'],
    ['something.of-my-own', '', 'text'],
    ['page.HTML', '', 'html'],
    ['page', 'text/html; charset=utf-8', 'html'],
    ['table.csv', 'application/vnd.ms-excel', 'table'],
    ['table.tsv', '', 'table'],
    ['report.PDF', '', 'pdf'],
    ['report', 'application/pdf', 'pdf'],
    ['photo.jpg', 'image/jpeg', null],
    ['photo', 'image/jpeg', null],
    ['letter.docx', '', null],
    ['letter.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', null],
    ['program.exe', 'application/octet-stream', null],
    ['key', '', 'text'],
  ])('%s of type "%s" is %s', (name, type, kind) => {
    expect(kindOf(name, type)).toBe(kind);
    expect(canRead(name, type)).toBe(kind !== null);
  });

  it('gives a type to files that have none', () => {
    expect(mediaTypeOf('pdf', '')).toBe('application/pdf');
    expect(mediaTypeOf('text', 'text/x-rust')).toBe('text/x-rust');
  });
});

it('offers in a file dialogue what can be read, and nothing else', () => {
  const accepted = acceptedTypes.split(',');
  expect(accepted).toContain('.pdf');
  expect(accepted).toContain('.md');
  for (const ending of accepted.filter((type) => type.startsWith('.'))) expect(canRead(`a${ending}`, '')).toBe(true);
  expect(new Set(accepted).size).toBe(accepted.length);
});
