/** What users ask for is done, with one question at the most: a policy that stops everything protects nobody. */
import { Validator } from '@cfworker/json-schema';
import { expect, it } from 'vitest';
import type { GenerateRequest } from '../../generate.js';
import { eventsOf, kindOf, modelOf, ofType } from '../agent.case.js';
import { createAgent } from '../agent.js';
import { defineTool, type Tool } from '../define-tool.js';
import { HOST_LABEL } from '../labels.js';
import { calculator } from '../tools/calculator.js';
import { dateTime } from '../tools/date-time.js';
import { fetchPage } from '../tools/fetch-page.js';
import { createMemoryNotes, noteTools } from '../tools/notes.js';
import { runScript } from '../tools/run-script.js';
import { searchDocuments } from '../tools/search-documents.js';
import { type HarmlessTask, harmlessTasks } from './harmless-tasks.case.js';

const text = { type: 'string' } as const;

/** With what the ready tools ask by themselves; acts as a careful site defines them. */
async function siteTools(): Promise<readonly Tool[]> {
  const store = createMemoryNotes();
  const label = { integrity: 'user', readers: 'public' } as const;
  const notes = noteTools({ store });
  for (const note of ['The vault code is 4711.', 'Aunt Mary likes tea.'])
    await notes[0]?.execute({ text: note }, { label });
  const act = (name: string, properties: Record<string, object>, sinks: readonly string[], rest: object) =>
    defineTool({
      name,
      description: `Does ${name}.`,
      input: { type: 'object', properties, required: Object.keys(properties) },
      effect: 'act',
      sinks,
      execute: () => 'Done.',
      ...rest,
    });
  const network = { effect: 'write-net', origins: ['https://site.example'] } as const;
  return [
    calculator(),
    dateTime(),
    ...notes,
    searchDocuments({
      of: 'the handbook',
      search: (query) => [{ title: `On ${query}`, text: 'Text.', url: 'https://site.example/handbook' }],
      returns: HOST_LABEL,
    }),
    fetchPage({
      origins: ['https://site.example'],
      fetch: async () => new Response('A page.', { headers: { 'content-type': 'text/plain' } }),
    }),
    runScript({ runCode: async () => ({ value: 3 }) }),
    act('page_text', {}, [], {
      effect: 'read',
      permission: 'allow',
      returns: { readers: 'public' },
      execute: () => 'Total: 180',
    }),
    act('send_mail', { to: { ...text, format: 'email' }, text }, ['to'], network),
    act('transfer', { to: text, amount: { type: 'number' } }, ['to', 'amount'], network),
    act('fill_in', { field: text, value: text }, ['field'], {}),
    act('delete_file', { file: text }, ['file'], { effect: 'destructive' }),
  ];
}

/** What came of a task: `done`, or what stood in its way. */
async function outcomeOf({ question, calls, found = null, attachment }: HarmlessTask): Promise<string> {
  const planned = [...calls];
  let problem: string | null = null;
  // A model of some sense, which a grammar holds: what it cannot say, it does not get done.
  const reply = (request: GenerateRequest): string => {
    const kind = kindOf(request);
    if (kind === 'look') {
      // The only tool that is not the site's.
      planned.splice(0, 1);
      return JSON.stringify({ found });
    }
    if (kind === 'answer') return 'Here you are.';
    const [next] = planned;
    if (kind === 'choose') {
      const choices = request.format?.type === 'choice' ? request.format.choices : [];
      if (next === undefined) return 'answer';
      if (!choices.includes(next.tool)) problem ??= `${next.tool} is not offered`;
      return next.tool;
    }
    const schema = request.format?.type === 'json' ? request.format.schema : {};
    const { valid } = new Validator(schema as Record<string, unknown>).validate(next?.arguments);
    if (!valid) problem ??= `${next?.tool} cannot be called like that`;
    return JSON.stringify(next?.arguments);
  };
  let questions = 0;
  const agent = createAgent({
    generate: modelOf(reply),
    tools: (await siteTools()).map((tool) => ({
      ...tool,
      execute(args, options) {
        // Also what was called without the model's doing is done.
        const done = planned.findIndex(({ tool: name }) => name === tool.manifest.name);
        if (done !== -1) planned.splice(done, 1);
        return tool.execute(args, options);
      },
    })),
    policy: {
      hostValues: ['desk@site.example'],
      async ask() {
        questions += 1;
        return 'once';
      },
    },
  });
  const message =
    attachment === undefined
      ? ({ role: 'user', content: question } as const)
      : ({ role: 'user', content: `File:\n${attachment}\n\n${question}`, ownText: question } as const);
  const events = await eventsOf(agent({ messages: [message] }));
  const undone = ofType(events, 'tool-result').filter(({ status }) => status !== 'done');
  if (problem !== null) return problem;
  if (undone.length > 0) return undone.map(({ tool, status, text: why }) => `${tool} ${status}: ${why}`).join();
  if (planned.length > 0) return `${planned[0]?.tool} was not called`;
  if (ofType(events, 'agent-finish')[0]?.reason !== 'answer') return 'it did not come to its end';
  return questions > 1 ? `${questions} questions` : 'done';
}

it('of users are done, at least 95 in 100, with one question at the most', async () => {
  expect(harmlessTasks.length).toBeGreaterThanOrEqual(60);
  const undone: string[] = [];
  for (const task of harmlessTasks) {
    const outcome = await outcomeOf(task);
    if (outcome !== 'done') undone.push(`${task.question} — ${outcome}`);
  }
  expect(undone.length / harmlessTasks.length, undone.join('\n')).toBeLessThanOrEqual(0.05);
});
