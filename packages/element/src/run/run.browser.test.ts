/** Code in answers that is run: the real sandbox, its output in the chat, and every way it can end. */
import type { MessageTree } from '@local-llm-chat/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { show } from '../messages/message-stage.case.js';
import { message } from '../messages/messages.case.js';
import { accessibilityProblems, announced, hasPart, part, parts, placeAt, waitUntil } from '../stage.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
});

/** A conversation whose answer is a block of code. */
const answerOf = (code: string, language = 'js'): MessageTree => ({
  messages: [
    message('q', 'user', null, 'How?'),
    message('a', 'assistant', 'q', `Run this:\n\n\`\`\`${language}\n${code}\n\`\`\`\n\nIt adds.`),
  ],
  leafId: 'a',
});

async function showCode(code: string, settings: Partial<LocalLLMChat> = {}): Promise<LocalLLMChat> {
  const chat = await show(answerOf(code), {}, { runCode: true, ...settings });
  await waitUntil(() => hasPart(chat, 'run-button'));
  return chat;
}

const output = (chat: LocalLLMChat) => part(chat, 'code-output');
/** The last line, once the run has ended. */
async function ending(chat: LocalLLMChat): Promise<string> {
  await waitUntil(() => part(chat, 'run-button').textContent === 'Run again');
  return output(chat).lastElementChild?.textContent ?? '';
}

async function run(code: string): Promise<{ chat: LocalLLMChat; end: string }> {
  const chat = await showCode(code);
  part(chat, 'run-button').click();
  return { chat, end: await ending(chat) };
}

describe('code in an answer', () => {
  it.each(['js', 'javascript', 'mjs', 'node'])('can be run where it is %s', async (language) => {
    const chat = await show(answerOf('1', language), {}, { runCode: true });
    await waitUntil(() => hasPart(chat, 'run-button'));
    expect(part(chat, 'run-button').textContent).toBe('Run');
  });

  it.each([
    ['of another language', 'python', true],
    ['where the page does not ask for it', 'js', false],
  ])('can only be copied: %s', async (_, language, runCode) => {
    const chat = await show(answerOf('1', language), {}, { runCode });
    await waitUntil(() => hasPart(chat, 'code-block'));
    expect(part(chat, 'code-block').querySelectorAll('button')).toHaveLength(1);
  });

  it('is offered when its block is finished, while the answer goes on', async () => {
    const reply = `\`\`\`js\n1 + 1\n\`\`\`\n\n${'and more words '.repeat(200)}`;
    const chat = await placeAt('ready', { reply, tokensPerSecond: 60 }, { runCode: true });
    void chat.send('Go');
    await waitUntil(() => hasPart(chat, 'run-button'));
    expect(chat.messages.at(-1)?.status).toBe('streaming');
    part(chat, 'run-button').click();
    expect(await ending(chat)).toMatch(/^Done in /);
    chat.stop();
    expect(output(chat).textContent).toContain('2');
  });

  it('shows lines, a table, a chart and its value, and says when it is done', async () => {
    const { chat, end } = await run(`
      console.log('adding', { a: 1 });
      console.warn('careful');
      console.table([{ name: 'Ada', age: 36 }]);
      chart({ Mon: 2, Tue: 5 }, { title: 'Visits' });
      chart([1, -2, 3], { type: 'line' });
      [1, 2].map((n) => n * 2)
    `);
    expect(end).toMatch(/^Done in /);
    const lines = [...output(chat).querySelectorAll('.run-line')].map(({ textContent }) => textContent);
    expect(lines).toEqual(['adding {"a":1}', 'Warning: careful']);
    const cells = [...output(chat).querySelectorAll('th, td')].map(({ textContent }) => textContent);
    expect(cells).toEqual(['', 'name', 'age', '0', 'Ada', '36']);
    const pictures = [...output(chat).querySelectorAll('svg')].map((picture) => picture.getAttribute('aria-label'));
    expect(pictures).toEqual(['Visits: Mon 2, Tue 5', 'Chart: 1 1, 2 -2, 3 3']);
    expect(output(chat).querySelectorAll('rect')).toHaveLength(2);
    expect(output(chat).querySelector('.run-value')?.textContent).toBe('[2,4]');
    expect(announced(chat)).toMatch(/^Done in .+\. \[2,4\]$/);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it.each([
    ['throw new TypeError("bad")', 'Line 1: TypeError: bad'],
    ['const a = 1;\nlet b = ;', /^Line 2: SyntaxError/],
    ['await new Promise(() => {})', 'It waits for something that never comes.'],
    ['(function down() { down() })()', /Its calls go too deep\./],
    ['const list = []; for (;;) list.push(new Array(1000).fill(1))', /It needed too much memory and was ended\./],
    ['"a".repeat(1e5)', 'Its result is too long to be shown.'],
  ])('says why it has no value: %s', async (code, words) => {
    const { chat, end } = await run(code);
    expect(end).toMatch(words);
    expect(announced(chat)).toMatch(words);
    expect(output(chat).lastElementChild?.className).toBe('run-failure');
  });

  it('shows nothing of what it writes as anything but text', async () => {
    const { chat } = await run(`
      const markup = '<img src=x onerror=alert(1)><a href="https://example.com">x</a>';
      console.log(markup); console.table([{ [markup]: markup }]); chart({ [markup]: 1 }, { title: markup }); markup
    `);
    const strange = output(chat).querySelectorAll('img, a, script, iframe, [href], [src], [onerror], [style]');
    expect([...strange]).toEqual([]);
    expect(output(chat).textContent?.split('<img src=x').length).toBeGreaterThan(5);
  });

  it('is stopped by the same button, and run again', async () => {
    const chat = await showCode('console.log("begun"); for (;;) {}');
    const button = part(chat, 'run-button');
    button.focus();
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => hasPart(chat, 'code-output') && output(chat).textContent?.includes('begun') === true);
    expect(button.textContent).toBe('Stop');
    await userEvent.keyboard('{Enter}');
    expect(await ending(chat)).toBe('Stopped.');
    expect(announced(chat)).toBe('Stopped.');
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => button.textContent === 'Stop');
    expect(parts(chat, 'code-output')).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    expect(await ending(chat)).toBe('Stopped.');
  });

  it('says so where the sandbox is not to be had', async () => {
    const chat = await showCode('1', { enginesUrl: `${location.origin}/nowhere/` });
    part(chat, 'run-button').click();
    expect(await ending(chat)).toMatch(/^Code cannot be run here right now\./);
  });

  it('speaks the language of the chat, beside code that runs from left to right', async () => {
    document.documentElement.lang = 'ar';
    document.documentElement.dir = 'rtl';
    const chat = await showCode('"مرحبا"');
    expect(part(chat, 'run-button').textContent).toBe('تشغيل');
    part(chat, 'run-button').click();
    await waitUntil(() => hasPart(chat, 'code-output') && output(chat).querySelector('.run-value') !== null);
    expect(output(chat).getAttribute('aria-label')).toBe('المخرجات');
    expect(getComputedStyle(output(chat)).direction).toBe('rtl');
    expect(getComputedStyle(part(chat, 'code-block').querySelector('pre') as Element).direction).toBe('ltr');
  });
});
