/** Running, with a stub in place of the model: what is asked, what is counted, and what a failure leaves. */
import { expect, test, vi } from 'vitest';
import { BASELINE } from './baseline.mjs';
import { OURS } from './ours.mjs';
import { readSet, TASKS } from './read-sets.mjs';
import { runItem } from './run-item.mjs';

const usage = { promptTokens: 10, cachedTokens: 4, completionTokens: 3 };

/** @param {string} reply */
function stubModel(reply) {
  const generate = vi.fn(async function* (/** @type {any} */ _request) {
    yield { type: 'text-delta', text: reply };
    yield { type: 'usage', usage };
  });
  return { generate, contextWindow: 100, countTokens: async () => [1] };
}

test.each(TASKS)('the plain prompt of %s is one line before the text, and costs one call', async (task) => {
  const [item] = await readSet(task);
  if (item === undefined) throw new Error('The set is empty.');
  const model = stubModel('Nothing.');
  const entry = await runItem(model, null, { side: 'baseline', task, item });
  expect(entry).toMatchObject({ said: 'Nothing.', calls: 1, ...usage });
  expect(entry.error).toBeUndefined();
  const [request] = /** @type {any} */ (model.generate.mock.calls[0]);
  expect(request).toMatchObject({ temperature: 0, seed: 1, maxTokens: BASELINE[task].maxTokens });
  const [line, ...rest] = request.messages[0].content.split('\n\n');
  expect(line).not.toContain('\n');
  expect(rest.join('\n\n')).toContain(item.text);
});

test('a task runs on the model with its calls counted', async () => {
  const [item] = await readSet('title');
  const model = stubModel('A bridge');
  const title = async (/** @type {string} */ text, /** @type {any} */ options) => {
    let all = '';
    for (let call = 0; call < 2; call += 1) {
      const request = { messages: [{ role: 'user', content: text }], seed: 7 };
      for await (const event of options.model.generate(request)) if (event.type === 'text-delta') all += event.text;
    }
    return `${all} ${options.model.contextWindow}`;
  };
  const entry = await runItem(model, { title }, { side: 'ours', task: 'title', item: /** @type {any} */ (item) });
  expect(entry).toMatchObject({
    output: { text: 'A bridgeA bridge 100' },
    calls: 2,
    promptTokens: 20,
    cachedTokens: 8,
  });
  expect(model.generate.mock.calls[0]?.[0]).toMatchObject({ seed: 7 });
});

test('a failure is kept with its code', async () => {
  const [item] = await readSet('title');
  const title = async () => {
    throw Object.assign(new Error('Too long.'), { code: 'context-overflow' });
  };
  const entry = await runItem(
    stubModel(''),
    { title },
    { side: 'ours', task: 'title', item: /** @type {any} */ (item) },
  );
  expect(entry).toMatchObject({ output: null, error: 'context-overflow: Too long.', calls: 0 });
});

test('what is read of results', () => {
  const spans = { '/name': { text: 'K2', start: 7, end: 9 } };
  expect(OURS.extract.read({ value: { name: 'K2' }, spans })).toEqual({
    value: { name: 'K2' },
    spans: [spans['/name']],
  });
  expect(OURS.answer.read({ notFound: true })).toEqual({ answer: null, quotes: null });
  const [a, b] = [
    { text: 'It costs 1 €.', start: 0, end: 13 },
    { text: 'It costs 2 €.', start: 0, end: 13 },
  ];
  const comparison = { summary: '', both: [{ a, b: a }], changed: [{ a, b }], onlyA: [], onlyB: [b] };
  expect(OURS.compare.read(comparison)).toEqual({
    different: ['It costs 1 €. / It costs 2 €.', 'It costs 2 €.'],
    same: [a.text, a.text, a.text, b.text],
  });
});

test.each([
  ['classify', 'The label is Negative, not positive.', { labels: ['negative'] }],
  ['classify', 'I do not know.', { labels: [] }],
  ['answer', 'The text does not mention it.', { answer: null, quotes: null }],
  ['answer', 'Nine kilometres.', { answer: 'Nine kilometres.', quotes: null }],
  ['extract', 'Here it is:\n```json\n{"n": 1}\n```', { value: { n: 1 }, spans: null }],
  ['extract', 'No JSON {', { value: undefined, spans: null }],
  ['keywords', 'Keywords:\n- bridge\n2. "Tamsel"\n', { keywords: ['bridge', 'Tamsel'] }],
  ['keywords', 'bridge, Tamsel, repair.', { keywords: ['bridge', 'Tamsel', 'repair'] }],
  ['compare', 'One costs more. Both are red.', { different: ['One costs more.', 'Both are red.'] }],
])('what is read of a plain answer to %s: %j', (task, answer, output) => {
  const item = /** @type {any} */ ({ labels: ['positive', 'negative'], multiple: false });
  const read = BASELINE[/** @type {keyof typeof BASELINE} */ (task)].read(answer, item);
  expect(read).toMatchObject(output);
});
