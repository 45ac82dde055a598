/** Agents with the real engine and the real starter model: it makes no invalid call, and sums come out right. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLocalLLM, type LocalLLM } from '../create-local-llm.js';
import type { Generate, GenerateRequest } from '../generate.js';
import { asking, eventsOf, ofType, scriptedModel } from './agent.case.js';
import { createAgent } from './agent.js';
import { defineTool, type Tool } from './define-tool.js';
import { HOST_LABEL } from './labels.js';
import { calculator } from './tools/calculator.js';
import { pageTools } from './tools/page.js';

let llm: LocalLLM;

beforeAll(async () => {
  const model = new URL('../../../model-smollm2-135m/manifest.json', import.meta.url).href;
  llm = createLocalLLM({ model, contextWindow: 1024 });
  await llm.load();
});
afterAll(() => llm.unload());

/** Without a limit of time: machines of tests are slow, and nothing here is measured. */
async function run(tools: readonly Tool[], request: GenerateRequest) {
  const agent = createAgent({ generate: llm.generate, tools, maxSteps: 2, timeoutMs: 1_000_000 });
  const events = await eventsOf(agent({ maxTokens: 32, ...request }));
  const answer = ofType(events, 'text-delta').map(({ text }) => text);
  return { calls: ofType(events, 'tool-call'), results: ofType(events, 'tool-result'), answer: answer.join('') };
}

it.each([{}, { temperature: 0.7, seed: 1 }, { temperature: 0.7, seed: 2 }])(
  'work out a sum with %o',
  async (sampling) => {
    const { results, answer } = await run([calculator()], { ...asking('What is 37 × 91?'), ...sampling });
    expect(results).toMatchObject([{ tool: 'calculator', status: 'done', text: '3367' }]);
    expect(answer).toMatch(/^37 × 91 = 3367/);
  },
);

it('find a heading of the page', async () => {
  const root = document.createElement('main');
  for (const text of ['Our story', 'Pricing and plans', 'Delivery']) {
    const heading = document.createElement('h2');
    heading.textContent = text;
    root.append(heading);
  }
  document.body.append(root);
  const { results, answer } = await run(
    pageTools({ root: () => root }),
    asking('Which heading of this page mentions pricing?'),
  );
  root.remove();
  expect(results[0]).toMatchObject({ tool: 'page_headings', status: 'done', text: 'Pricing and plans' });
  expect(answer).toMatch(/^“Pricing and plans”/);
});

it('make no invalid call', async () => {
  const stock = defineTool({
    name: 'stock',
    description: 'How many pieces of an article are in stock.',
    input: {
      type: 'object',
      properties: { article: { enum: ['chair', 'table'] }, least: { type: 'integer', minimum: 0, maximum: 99 } },
      required: ['article', 'least'],
    },
    effect: 'read',
    permission: 'allow',
    returns: HOST_LABEL,
    execute: () => 12,
  });
  // The choice is made for it: what it calls the tool with is its own.
  const chosen = scriptedModel({ choose: ['stock', 'answer'], answer: 'Done.' });
  const generate: Generate = (request, options) =>
    request.format?.type === 'json' ? llm.generate(request, options) : chosen.generate(request, options);
  const agent = createAgent({ generate, tools: [stock], timeoutMs: 1_000_000 });
  const events = await eventsOf(agent(asking('Are at least 5 tables in stock?')));
  expect(ofType(events, 'tool-call')).toMatchObject([{ tool: 'stock', verdict: 'allow', rule: 'allowed' }]);
});
