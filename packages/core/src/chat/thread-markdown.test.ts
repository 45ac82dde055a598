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
    sources: 'Quellen:',
    nearest: 'Am nächsten:',
    incomplete: 'Unvollständig.',
  };
  expect(toMarkdown({ ...info, title: '' }, { messages: [question], leafId: question.id }, words)).toMatch(
    /^# Gespräch\n\n.*\n\n## Sie\n\nAnbei: notes.txt\n\nHallo\n$/,
  );
});

it('lists the sources of an answer from documents, without links that do not open a page', () => {
  const source = {
    number: 1,
    url: 'https://site.example/prices',
    href: 'https://site.example/prices#:~:text=A%20chair',
    title: 'Prices *new*',
    path: ['Prices *new*', 'Chairs'],
    text: 'A chair costs 40 euros.',
    quotes: ['A chair costs [40] euros.'],
  };
  const hostile = { ...source, number: 2, href: 'java\u0000script:alert(1)', title: 'Tables', path: [], quotes: [] };
  const relative = { ...hostile, number: 3, href: '/tables\ud83d>)[x](javascript:alert(1)' };
  const script = { ...hostile, number: 4, href: 'javascript:alert(1)' };
  const knowledge = { status: 'found', query: '', sources: [source, hostile, relative, script] } as const;
  const answer = message('assistant', '40 euros. [1]', { knowledge });
  expect(toMarkdown(info, { messages: [answer], leafId: answer.id })).toContain(
    [
      '40 euros. [1]\n\nSources:\n',
      '1. [Prices \\*new\\* › Chairs](<https://site.example/prices#:~:text=A%20chair>) “A chair costs \\[40\\] euros.”',
      '2. [Tables](<java%00script:alert(1)>)',
      '3. [Tables](</tables\ufffd%3E)[x](javascript:alert(1)>)',
      '4. Tables\n',
    ].join('\n'),
  );
});

it('has no sources where an answer broke off before its first word or tools gave it, and the nearest where nothing was found', () => {
  const near = { number: 1, url: '/a', href: '/a', title: 'A', path: [], text: 'A.', quotes: [] };
  const write = (more: Parameters<typeof message>[2], text = 'So.') => {
    const answer = message('assistant', text, more);
    return toMarkdown(info, { messages: [answer], leafId: answer.id });
  };
  const reading = { status: 'reading', query: '', sources: [near] } as const;
  expect(write({ knowledge: reading, status: 'stopped' })).toContain('Sources:\n\n1. [A](</a>)');
  expect(write({ knowledge: reading, status: 'stopped' }, '')).not.toContain('[A]');
  const nowhere = { status: 'not-found', query: '', sources: [near] } as const;
  expect(write({ knowledge: nowhere })).toContain('Nearest passages:\n\n1. [A](</a>)');
  expect(write({ knowledge: nowhere, agent: { end: 'answer', isTainted: false } })).not.toContain('[A]');
});
