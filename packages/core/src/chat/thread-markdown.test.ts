import { expect, it } from 'vitest';
import { message, textFile } from './conversation.case.js';
import { toMarkdown } from './thread-markdown.js';

const info = { title: 'Otters & *more*', createdAt: new Date(2026, 10, 24, 12).getTime() };

it('reads like a document: title, date, who said what, the shown branch, and no thoughts', () => {
  const question = message('user', 'Sum it up', { parts: [textFile('All about otters', { name: 'otters_v2.md' })] });
  const answer = message('assistant', '**Otters** swim.\n\n- well', {
    parentId: question.id,
    parts: [{ type: 'reasoning', text: 'Hm' }],
    model: 'SmolLM2 135M',
  });
  const other = message('assistant', 'Another branch', { parentId: question.id });
  const cut = message('assistant', '```js\nlet a', { parentId: answer.id, status: 'stopped' });
  const last = message('user', 'Thanks', { parentId: cut.id });
  const tree = { messages: [question, answer, other, cut, last], leafId: last.id };
  expect(toMarkdown(info, tree)).toBe(
    [
      '# Otters & \\*more\\*',
      '*2026-11-24*',
      '## You',
      'Attached: otters\\_v2.md',
      'Sum it up',
      '## Assistant (SmolLM2 135M)',
      '**Otters** swim.\n\n- well',
      '## Assistant',
      '```js\nlet a\n```',
      '*This answer is not complete.*',
      '## You',
      'Thanks\n',
    ].join('\n\n'),
  );
});

it.each([
  ['````md\n```\n', '````md\n```\n````'],
  ['~~~\n```\n~~~', '~~~\n```\n~~~'],
  ['a ``` b', 'a ``` b'],
  ['``` `a`', '``` `a`'],
])('closes the fences of %j that are open', (text, closed) => {
  const answer = message('assistant', text);
  expect(toMarkdown(info, { messages: [answer], leafId: answer.id })).toContain(
    `## Assistant\n\n${closed.trimEnd()}\n`,
  );
});

it('names the calls that an answer is made from, each on a line and with nothing that would be markup', () => {
  const call = {
    type: 'tool',
    id: 'call-1',
    tool: 'send',
    arguments: [{ name: 'text', text: '*a*\nb', source: 'user', handles: [], isSink: false }],
    verdict: 'allow',
    rule: 'allowed',
    status: 'done',
    text: `Sent.${'x'.repeat(1000)}`,
  } as const;
  const denied = {
    ...call,
    id: 'call-2',
    title: 'Send a letter',
    arguments: [],
    status: 'denied',
    text: 'No.',
  } as const;
  const answer = message('assistant', 'Done.', { parts: [call, denied] });
  const text = toMarkdown(info, { messages: [answer], leafId: answer.id });
  expect(text).toContain('\n\nTools:\n\n- send (text: \\*a\\* b) → Sent.xxx');
  expect(text).toContain('x …\n- Send a letter → not done\n\nDone.\n');
  expect(text).not.toContain('x'.repeat(300));
});

it('speaks other languages', () => {
  const question = message('user', 'Hallo', { parts: [textFile('')] });
  const words = {
    untitled: 'Gespräch',
    user: 'Sie',
    assistant: 'Assistent',
    attached: 'Anbei:',
    tools: 'Werkzeuge:',
    notDone: 'nicht geschehen',
    incomplete: 'Unvollständig.',
  };
  expect(toMarkdown({ ...info, title: '' }, { messages: [question], leafId: question.id }, words)).toMatch(
    /^# Gespräch\n\n.*\n\n## Sie\n\nAnbei: notes.txt\n\nHallo\n$/,
  );
});
