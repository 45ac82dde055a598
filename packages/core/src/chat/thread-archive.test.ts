import { describe, expect, it } from 'vitest';
import { LocalLLMError } from '../errors.js';
import { message, textFile } from './conversation.case.js';
import { ARCHIVE_MOST, fromArchive, toArchive } from './thread-archive.js';

const question = message('user', 'Hello', { parts: [textFile('All of it')] });
const answer = message('assistant', 'Hi', {
  parentId: question.id,
  parts: [
    { type: 'reasoning', text: 'Hm', durationMs: 5 },
    {
      type: 'tool',
      id: 'call-1',
      tool: 'calculator',
      title: 'Calculator',
      arguments: [{ name: 'expression', text: '1 + 1', source: 'user', handles: ['$1'], isSink: true }],
      verdict: 'allow',
      rule: 'allowed',
      status: 'done',
      text: '2',
      handle: '$2',
    },
  ],
  agent: { end: 'answer', isTainted: false },
  status: 'failed',
  error: new LocalLLMError('device-lost', 'Gone.', { hint: 'Again.' }),
  usage: { promptTokens: 1, cachedTokens: 0, completionTokens: 2, timeToFirstTokenMs: 3, decodeTokensPerSecond: 4 },
  model: 'SmolLM2',
  rating: 'good',
});
const thread = {
  id: 'one',
  labels: { ownTitle: 'Mine', isPinned: true },
  tree: { messages: [question, answer], leafId: answer.id },
};

interface Plain {
  [field: string]: Plain | undefined;
}

/** A file in which something else stands at a place, such as `threads.0.id`. */
function changed(path: string, value: unknown): string {
  const file: Plain = JSON.parse(toArchive([thread], 0));
  const fields = path.split('.');
  const last = fields.pop() ?? '';
  let at = file;
  for (const field of fields) at = at[field] ?? {};
  at[last] = value as Plain;
  return JSON.stringify(file);
}

describe('a file of conversations', () => {
  it('holds everything', () => {
    expect(fromArchive(toArchive([thread], Date.UTC(2026, 10, 24)))).toEqual([thread]);
    expect(toArchive([], Date.UTC(2026, 10, 24))).toContain('"exportedAt":"2026-11-24T00:00:00.000Z"');
  });

  it('leaves out what only later versions know', () => {
    expect(fromArchive(changed('threads.0.color', 'red'))).toEqual([thread]);
    expect(fromArchive(changed('threads.0.messages.0.mood', 'fine'))).toEqual([thread]);
    expect(fromArchive(changed('threads.0.messages.0.parts.2', { type: 'hologram', data: 1 }))).toEqual([thread]);
  });

  it.each([
    ['parts.1', { type: 'tool' }, 2],
    ['parts.1.id', 5, 2],
    ['parts.1.status', 'forgotten', 2],
    ['parts.1.verdict', null, 2],
    ['parts.1.text', {}, 2],
    ['parts.1.arguments', 'none', 3],
    ['parts.1.arguments.0', null, 3],
    ['parts.1.arguments.0.handles', 5, 3],
    ['parts.1.title', 5, 3],
    ['agent', 'done', 3],
    ['agent.end', 'tired', 3],
  ])('is read with a call of a tool that is not as it should be: %s', (path, value, parts) => {
    const [read] = fromArchive(changed(`threads.0.messages.1.${path}`, value));
    expect(read?.tree.messages[1]?.parts).toHaveLength(parts);
    expect(read?.tree.messages[1]?.agent).toEqual(path.startsWith('agent') ? undefined : answer.agent);
  });

  it('takes an answer for one that others have to do with where it is not said that they have not', () => {
    const [read] = fromArchive(changed('threads.0.messages.1.agent.isTainted', 'no'));
    expect(read?.tree.messages[1]?.agent).toEqual({ end: 'answer', isTainted: true });
  });

  it('ends answers that were under way', () => {
    const file = changed('threads.0.messages.1.status', 'streaming');
    expect(fromArchive(file)[0]?.tree.messages[1]).toMatchObject({ status: 'stopped', finishReason: 'abort' });
  });

  it.each<[place: string, path: string, value: unknown]>([
    ['format', 'format', 'local-llm-chat/threads@2'],
    ['threads', 'threads', { 0: {} }],
    ['threads[1]', 'threads.1', null],
    ['threads[1].id', 'threads.1', JSON.parse(toArchive([thread], 0)).threads[0]],
    ['threads[0].id', 'threads.0.id', ''],
    ['threads[0].id', 'threads.0.id', 'x'.repeat(1000)],
    ['threads[0].ownTitle', 'threads.0.ownTitle', ['a']],
    ['threads[0].isPinned', 'threads.0.isPinned', 'yes'],
    ['threads[0].leafId', 'threads.0.leafId', 'nobody'],
    ['threads[0].messages', 'threads.0.messages', 'all'],
    ['threads[0].messages[1].id', 'threads.0.messages.1.id', question.id],
    ['threads[0].messages[0].parentId', 'threads.0.messages.0.parentId', answer.id],
    ['threads[0].messages[1].parentId', 'threads.0.messages.1.parentId', answer.id],
    ['threads[0].messages[1].parentId', 'threads.0.messages.1.parentId', undefined],
    ['threads[0].messages[0].role', 'threads.0.messages.0.role', 'system'],
    ['threads[0].messages[0].createdAt', 'threads.0.messages.0.createdAt', 9e15],
    ['threads[0].messages[0].createdAt', 'threads.0.messages.0.createdAt', '2026'],
    ['threads[0].messages[0].status', 'threads.0.messages.0.status', 'toString'],
    ['threads[0].messages[0].parts[1].text', 'threads.0.messages.0.parts.1.text', { length: 3 }],
    ['threads[0].messages[0].parts[0].bytes', 'threads.0.messages.0.parts.0.bytes', -1],
    ['threads[0].messages[0].parts[0].source', 'threads.0.messages.0.parts.0.source', 'network'],
    ['threads[0].messages[1].usage.promptTokens', 'threads.0.messages.1.usage.promptTokens', null],
    ['threads[0].messages[1].error.hint', 'threads.0.messages.1.error.hint', 4],
    ['threads[0].messages[1].rating', 'threads.0.messages.1.rating', 'great'],
  ])('is refused when %s is wrong, and says so without quoting it', (place, path, value) => {
    expect(() => fromArchive(changed(path, value))).toThrow(
      expect.objectContaining({ code: 'file-unreadable', details: { place } }),
    );
  });

  it.each([
    ['nothing', ''],
    ['half', toArchive([thread], 0).slice(0, 90)],
    ['a number', '4'],
    ['depth', '['.repeat(9_000_000)],
  ])('is refused when it is %s', (_, text) => {
    expect(() => fromArchive(text)).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
  });

  it('is refused when it is larger than any of ours', () => {
    expect(() => fromArchive(' '.repeat(ARCHIVE_MOST + 1))).toThrow(/larger than 64 MiB/);
  });

  it('reaches no prototype', () => {
    const file = toArchive([thread], 0)
      .replace('"ownTitle"', '"__proto__":{"isPinned":false,"polluted":1},"constructor":1,"ownTitle"')
      .replace('"role":"user"', '"__proto__":{"rating":"good"},"role":"user"')
      .replaceAll(`"${question.id}"`, '"__proto__"');
    const [read] = fromArchive(file);
    expect(read?.tree.messages[0]?.id).toBe('__proto__');
    expect(read?.tree.messages[0]).not.toHaveProperty('rating');
    expect(read?.labels.isPinned).toBe(true);
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(read).not.toHaveProperty('polluted');
  });
});
