import type { LocalLLM } from '@local-llm-chat/core';
import { LocalLLMError } from '@local-llm-chat/core';
import {
  answer,
  type Classification,
  classify,
  compare,
  defineTask,
  extract,
  keywords,
  proofread,
  rewrite,
  type SummaryLength,
  summarize,
  type TaskOptions,
  type TaskRun,
  title,
  translate,
} from '@local-llm-chat/core/tasks';
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import { act, StrictMode } from 'react';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { eventually, mount } from './mount.case.js';
import { type UseTaskResult, useTask } from './use-task.js';

const SENTENCE = 'The bakery on Mill Street opens at seven.';

let hook: UseTaskResult<[string], string, string>;

function Probe({ llm, length }: { llm: LocalLLM; length?: SummaryLength }) {
  hook = useTask(summarize, { llm, ...(length && { length }) });
  return (
    <p>
      {hook.status} {hook.result ?? hook.partial}
    </p>
  );
}

async function ready(script: FakeLLMOptions = {}): Promise<LocalLLM> {
  const llm = createFakeLLM({ reply: SENTENCE, ...script });
  await llm.load();
  return llm;
}

/** An answer that does not end by itself while a test runs. */
const endless: FakeLLMOptions = { reply: `${SENTENCE} `.repeat(10_000), tokensPerSecond: 50 };

/** Begins a run, and keeps what comes of it. */
async function begin(text = SENTENCE): Promise<{ result: string | undefined | 'open' }> {
  const outcome: { result: string | undefined | 'open' } = { result: 'open' };
  await act(async () => {
    void hook.run(text).then((result) => {
      outcome.result = result;
    });
  });
  return outcome;
}

let broken: UseTaskResult<[], never, never> | undefined;

function Broken({ llm }: { llm: LocalLLM }) {
  broken = useTask(fail, { llm });
  return null;
}

function fail(_options: TaskOptions): TaskRun<never, never> {
  throw new TypeError('No.');
}

describe('useTask', () => {
  it('runs a task, and shows what comes of it as it grows', async () => {
    const { container } = await mount(<Probe llm={await ready({ tokensPerSecond: 200 })} />);
    expect(hook).toMatchObject({ status: 'idle', progress: null, error: null });
    const outcome = await begin();
    expect(hook.status).toBe('running');
    await eventually(() => expect(hook.partial).toMatch(/^The/));
    await eventually(() => expect(hook.status).toBe('done'));
    expect(outcome.result).toBe(SENTENCE);
    expect(hook).toMatchObject({ result: SENTENCE, error: null, progress: { chunks: 1, chunksDone: 1 } });
    expect(container.textContent).toBe(`done ${SENTENCE}`);
  });

  it('keeps its functions, and uses changed options from the next run on', async () => {
    const asked: string[] = [];
    const llm = await ready({
      reply: ({ messages }) => {
        asked.push(messages[0]?.content ?? '');
        return SENTENCE;
      },
    });
    const { render } = await mount(<Probe llm={llm} length="short" />);
    const { run, stop, reset } = hook;
    await act(async () => void (await hook.run(SENTENCE)));
    await render(<Probe llm={llm} length="long" />);
    await act(async () => void (await hook.run(SENTENCE)));
    expect(hook).toMatchObject({ run, stop, reset });
    expect(asked[0]).toContain('one sentence');
    expect(asked[1]).toContain('seven to ten sentences');
  });

  it('stops, keeps what there is, and forgets it when it is told to', async () => {
    const llm = await ready(endless);
    await mount(<Probe llm={llm} />);
    const outcome = await begin();
    await eventually(() => expect(hook.partial).toBeTruthy());
    await act(async () => hook.stop());
    expect(hook).toMatchObject({ status: 'stopped', result: undefined, error: null });
    expect(hook.partial).toBeTruthy();
    await eventually(() => expect(outcome.result).toBeUndefined());
    await eventually(() => expect(llm.getSnapshot().status).toBe('ready'));
    await act(async () => hook.reset());
    expect(hook).toMatchObject({ status: 'idle', partial: undefined });
  });

  it('lets a new run take the place of the old one', async () => {
    let answers = 0;
    const llm = await ready({
      tokensPerSecond: 100,
      reply: () => {
        answers += 1;
        return answers === 1 ? `${SENTENCE} `.repeat(10_000) : SENTENCE;
      },
    });
    await mount(<Probe llm={llm} />);
    const first = await begin('The bakery on Mill Street was built in 1901.');
    await eventually(() => expect(hook.partial).toBeTruthy());
    const second = await begin();
    expect(hook).toMatchObject({ status: 'running', partial: undefined });
    await eventually(() => expect(second.result).toBe(SENTENCE));
    expect(first.result).toBeUndefined();
    expect(hook).toMatchObject({ status: 'done', result: SENTENCE });
  });

  it('has the error of a run that failed, and never rejects', async () => {
    await mount(<Probe llm={createFakeLLM()} />);
    const outcome = await begin();
    await eventually(() => expect(hook).toMatchObject({ status: 'failed', error: { code: 'not-loaded' } }));
    expect(outcome.result).toBeUndefined();
  });

  it('makes an error of ours of what a task throws', async () => {
    const llm = await ready();
    await mount(<Broken llm={llm} />);
    await act(async () => void (await broken?.run()));
    expect(broken?.error).toBeInstanceOf(LocalLLMError);
    expect(broken?.error?.code).toBe('unknown');
  });

  it('stops when its component goes', async () => {
    const llm = await ready(endless);
    const { unmount } = await mount(<Probe llm={llm} />);
    const outcome = await begin();
    await eventually(() => expect(llm.getSnapshot().status).toBe('busy'));
    await unmount();
    await eventually(() => expect(llm.getSnapshot().status).toBe('ready'));
    expect(outcome.result).toBeUndefined();
  });

  it('runs under StrictMode, and two of one model stay apart', async () => {
    const llm = await ready();
    const { container } = await mount(
      <StrictMode>
        <Probe llm={llm} />
        <Probe llm={llm} />
      </StrictMode>,
    );
    await act(async () => void (await hook.run(SENTENCE)));
    await eventually(() => expect(container.textContent).toBe(`idle done ${SENTENCE}`));
  });
});

const LABELS = ['order', 'complaint'] as const;
const SCHEMA = { type: 'object', properties: { at: { type: 'integer' } }, required: ['at'] } as const;

const countWords = defineTask<string, { readonly most?: number }, number>({
  name: 'Counting words',
  prepare: async (text, { most = 100 }) => ({
    plan: { chunks: 1, calls: 0, promptTokens: 0, answerTokens: 0 },
    run: async () => Math.min(most, text.split(' ').length),
  }),
});

/** All ten, and one of our own. */
function Everything({ llm }: { llm: LocalLLM }) {
  const own = useTask(countWords, { llm, most: 5 });
  const kind = useTask(classify, { llm, multiple: false });
  const facts = useTask(extract<typeof SCHEMA>, { llm });
  const quoted = useTask(answer, { llm });
  expectTypeOf(own.run).parameters.toEqualTypeOf<[string]>();
  expectTypeOf(own.result).toEqualTypeOf<number | undefined>();
  expectTypeOf(quoted.run).parameters.toEqualTypeOf<[string, string]>();
  expectTypeOf(facts.run).parameter(1).toEqualTypeOf<typeof SCHEMA>();
  expectTypeOf(kind.result).toEqualTypeOf<Classification | undefined>();
  expectTypeOf(useTask(rewrite, { llm, tone: 'formal' }).result).toEqualTypeOf<string | undefined>();
  useTask(translate, { llm, to: 'de' });
  useTask(proofread, { llm });
  useTask(keywords, { llm });
  useTask(title, { llm });
  useTask(compare, { llm });
  // @ts-expect-error There is no such length.
  useTask(summarize, { llm, length: 'endless' });
  const press = async () => {
    pressed = [await own.run(SENTENCE), (await kind.run(SENTENCE, LABELS))?.label];
  };
  return <button type="button" onClick={press} />;
}

let pressed: unknown[] = [];

describe('every task', () => {
  it('fits, with its own input and output', async () => {
    const { container } = await mount(<Everything llm={await ready()} />);
    await act(async () => container.querySelector('button')?.click());
    await eventually(() => expect(pressed).toEqual([5, 'order']));
  });
});
