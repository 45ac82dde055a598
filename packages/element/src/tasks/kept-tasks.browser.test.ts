/** Tasks in conversations that are kept on the device: what is remembered of them over a reload. */
import { expect, it } from 'vitest';
import { hasPart, part, parts, waitUntil } from '../stage.case.js';
import { lines, ThreadsStage } from '../threads/threads.case.js';
import { BAKERY, ended, give, openTasks, press, run } from './tasks.case.js';
import type { SiteTask } from './tasks-setting.js';

const stage = new ThreadsStage();
const MINE: SiteTask = { id: 'mine', label: 'Mine', run: (text) => `Of ${text.length}.` };
const GONE = 'This task is no longer on this page. Choose another one, or ask in words.';

it('are done again after a reload, and say so where the page has them no more', async () => {
  const first = await stage.place({ history: 'device', tasks: [MINE] });
  await waitUntil(() => first.shadowRoot?.querySelector('.file-input') != null);
  await give(first);
  await run(first, 'mine');
  const second = await stage.reload(first, { tasks: [{ ...MINE, run: () => 'Again.' }] });
  await waitUntil(() => hasPart(second, 'again-button'));
  expect(lines(second)).toEqual([`${BAKERY},Mine`, `Of ${BAKERY.length}.`]);
  part(second, 'again-button').click();
  await waitUntil(() => lines(second)[1] === 'Again.');
  await ended(second);
  const third = await stage.reload(second, { tasks: true });
  await waitUntil(() => hasPart(third, 'again-button'));
  part(third, 'again-button').click();
  await waitUntil(() => hasPart(third, 'message-error'));
  expect(part(third, 'message-error').textContent).toContain(GONE);
  // Why it failed is remembered as well.
  const fourth = await stage.reload(third, { tasks: true });
  await waitUntil(() => hasPart(fourth, 'message-error'));
  expect(part(fourth, 'message-error').textContent).toContain(GONE);
});

it('are kept as they were last shown, though results so far grow shorter', async () => {
  const run: SiteTask['run'] = (_text, { signal }) => {
    const steps = ['A long first part of the result.', 'Short.', 'Both are one.'];
    async function* partials() {
      for (const step of steps) {
        yield step;
        await waitUntil(() => lines(before)[1] === step);
      }
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
    }
    return Object.assign(new Promise<string>(() => undefined), { [Symbol.asyncIterator]: partials });
  };
  const before = await stage.place({ history: 'device', tasks: [{ ...MINE, run }] });
  await waitUntil(() => before.shadowRoot?.querySelector('.file-input') != null);
  await give(before);
  await openTasks(before);
  press(before, 'mine');
  await waitUntil(() => lines(before)[1] === 'Both are one.');
  const after = await stage.reload(before, { tasks: [MINE] });
  await waitUntil(() => hasPart(after, 'again-button'));
  expect(lines(after)[1]).toBe('Both are one.');
  expect(parts(after, 'note').some((note) => note.textContent === 'Stopped.')).toBe(true);
});
