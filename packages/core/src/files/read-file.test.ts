/** Files are read on the device, up to a size, until told to stop; what cannot be read says why. */
import { describe, expect, it } from 'vitest';
import { canRead } from './file-kinds.js';
import { readFile } from './read-file.js';

const failure = (file: Blob, options = {}) =>
  readFile(file, options).then(
    () => null,
    (error) => error,
  );

describe('reading', () => {
  it('gives what a message needs', async () => {
    const file = new File(['# Notes\r\n\r\nGrüße  \n'], 'notes.md', { type: 'text/markdown' });
    expect(await readFile(file)).toEqual({
      name: 'notes.md',
      mediaType: 'text/markdown',
      bytes: 21,
      text: '# Notes\n\nGrüße',
    });
  });

  it('takes name and type from whoever knows better', async () => {
    const file = new Blob(['a,b\n1,2']);
    expect(await readFile(file, { name: 'pasted.csv', mediaType: 'text/csv' })).toMatchObject({
      name: 'pasted.csv',
      mediaType: 'text/csv',
      text: 'a | b\n1 | 2',
    });
  });

  it('tells how far it is, from a long file more than once', async () => {
    const html = `<p>${'word '.repeat(200_000)}</p>`;
    const steps: number[] = [];
    await readFile(new File([html], 'long.html'), {
      onProgress: ({ done, total, unit }) => {
        expect([total, unit]).toEqual([html.length, 'bytes']);
        steps.push(done);
      },
    });
    expect(steps.length).toBeGreaterThan(5);
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
    expect(steps.at(-1)).toBe(html.length);
  });

  it.each(['long.txt', 'long.html', 'long.csv'])('of %s stops where it is when it is cancelled', async (name) => {
    const cancel = new AbortController();
    const line = `${'word,'.repeat(20)}\n`;
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
      cancel.abort();
    }, 0);
    const error = await failure(new File([line.repeat(150_000)], name), { signal: cancel.signal });
    clearInterval(count);
    expect(error).toMatchObject({ code: 'aborted' });
    // Others had their turn in the middle of it.
    expect(turns).toBeGreaterThan(0);
  });

  it('does not begin when it is cancelled already', async () => {
    const file = new File(['text'], 'a.txt');
    expect(await failure(file, { signal: AbortSignal.abort() })).toMatchObject({ code: 'aborted' });
  });
});

describe('a file that cannot be read says why:', () => {
  it.each([
    ['empty', new File([], 'a.txt')],
    ['empty', new File([' \n\n'], 'a.txt')],
    ['empty', new File(['\ufeff'], 'a.txt')],
    ['no-text', new File(['<script>1</script>'], 'a.html')],
    ['binary', new File([new Uint8Array([1, 0, 2, 0, 0, 0, 3])], 'a.txt')],
    ['unknown-kind', new File(['PK'], 'a.docx')],
    ['unknown-kind', new File(['x'], 'a', { type: 'image/png' })],
  ])('%s', async (reason, file) => {
    const error = await failure(file);
    expect(error).toMatchObject({ code: 'file-unreadable', details: { reason } });
    expect(error.hint).toMatch(/\.$/);
    if (reason === 'unknown-kind') expect(canRead(file.name, file.type)).toBe(false);
  });

  it('too-large, before a byte of it is read', async () => {
    const huge = { size: 20_000_001, type: 'text/plain', name: 'huge.txt' } as unknown as File;
    expect(await failure(huge)).toMatchObject({ details: { reason: 'too-large', limitBytes: 20_000_000 } });
    const small = new File(['12345'], 'a.txt');
    expect(await failure(small, { maxBytes: 4 })).toMatchObject({ details: { reason: 'too-large', limitBytes: 4 } });
    expect(await failure(small, { maxBytes: 5 })).toBeNull();
  });

  it('broken, when it has gone away since it was chosen', async () => {
    const stream = () =>
      new ReadableStream({ start: (control) => control.error(new DOMException('', 'NotReadableError')) });
    const gone = { size: 5, type: 'text/plain', name: 'gone.txt', stream } as unknown as File;
    expect(await failure(gone)).toMatchObject({ code: 'file-unreadable', details: { reason: 'broken' } });
  });

  it('without its name or a word of it in the message', async () => {
    const error = await failure(new File(['secret\u0000words'], 'secret-plan.txt'));
    expect(`${error.message} ${error.hint} ${JSON.stringify(error.details)}`).not.toMatch(/secret|words/);
  });
});
