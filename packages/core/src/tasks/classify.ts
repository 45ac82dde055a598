/** Sorts a text by labels that the caller names. */
import { LocalLLMError } from '../errors.js';
import type { PromptMessage } from '../generate.js';
import { splitText } from './chunks.js';
import { type Label, labelPrompt, yesNoPrompt } from './classify.prompt.js';
import { defineTask, type Job, type TaskRun } from './define-task.js';
import type { Desk } from './desk.js';
import { nothing } from './map-reduce.js';
import { readInput } from './read-input.js';
import type { TaskOptions, TaskPlan } from './task-model.js';

export type { Label } from './classify.prompt.js';

/** How a text is sorted. */
export interface ClassifyOptions {
  /** A text may have several labels, or none. Default: exactly one. */
  readonly multiple?: boolean;
}

/** What a text was found to be. */
export interface Classification {
  /** The label; with `multiple` the likeliest that it has, `null` when it has none. */
  readonly label: string | null;
  /** All labels that it has, the likeliest first. */
  readonly labels: readonly string[];
  /**
   * How sure the model is of each label, from 0 to 1, in the order in which they were given: shares of one whole, or
   * with `multiple` each by itself. `null` where the engine tells no probabilities.
   */
  readonly scores: readonly { readonly label: string; readonly score: number }[] | null;
}

/**
 * How far a label's score is corrected by how likely it is without the text. Wholly, and labels win that are merely odd;
 * not at all, and those that are common.
 */
const USUAL_SHARE = 0.5;
/** Of a longer text so many chunks are read, evenly chosen. */
const MOST_CHUNKS = 4;

interface Input {
  readonly text: string;
  readonly labels: readonly Label[];
}

const task = defineTask<Input, ClassifyOptions, Classification>({
  name: 'Classifying',
  async prepare({ text, labels }, { multiple = false }, desk) {
    check(labels);
    if (readInput(text).isBlank) {
      return nothing({ label: null, labels: [], scores: labels.map(({ name }) => ({ label: name, score: 0 })) });
    }
    const longest = labels.reduce((a, b) => (b.name.length > a.name.length ? b : a));
    const [labelTokens = 1] = await desk.count([longest.name]);
    const frames = multiple ? labels.map((label) => yesNoPrompt('', label)) : [labelPrompt('', labels)];
    const rooms = await Promise.all(frames.map((frame) => desk.room(frame, labelTokens + 8)));
    const chunks = await splitText(text, {
      maxTokens: Math.min(...rooms),
      countTokens: desk.model.countTokens,
      ...(desk.signal ? { signal: desk.signal } : {}),
    });
    const read = evenly(chunks, MOST_CHUNKS).map((chunk) => chunk.text.trim());
    return multiple ? several(read, labels, desk) : one(read, labels, desk, labelTokens + 8);
  },
});

/**
 * Finds which of some labels a text has. The model can say nothing but a label. Where the engine tells probabilities,
 * each label is weighed by how much likelier the text makes it, so that a label is not chosen because its name is common.
 *
 * @throws LocalLLMError `invalid-request` for fewer than two labels (one with `multiple`), empty or equal ones, or what
 *   is no text; `aborted`; and what the engine throws.
 * @example
 * ```ts
 * import { classify } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'complaint' });
 * await llm.load();
 * const { label } = await classify('My parcel came broken.', ['order', 'complaint', 'praise'], { model: llm });
 * console.log(label); // complaint
 * ```
 */
export function classify(
  text: string,
  labels: readonly (string | Label)[],
  options: ClassifyOptions & TaskOptions,
): TaskRun<Classification> {
  return task(inputOf(text, labels), options);
}

/** What a run would cost. Asks the model nothing. */
classify.plan = (
  text: string,
  labels: readonly (string | Label)[],
  options: ClassifyOptions & TaskOptions,
): Promise<TaskPlan> => task.plan(inputOf(text, labels), options);

function inputOf(text: string, labels: readonly (string | Label)[]): Input {
  return { text, labels: labels.map((label) => (typeof label === 'string' ? { name: label } : label)) };
}

function check(labels: readonly Label[]): void {
  const names = labels.map(({ name }) => name);
  if (names.length === 0 || names.some((name) => name.trim() === '' || name.includes('\n'))) {
    throw new LocalLLMError('invalid-request', 'Every label needs a name of one line.');
  }
  if (new Set(names).size < names.length) throw new LocalLLMError('invalid-request', 'Two labels have the same name.');
}

/** One label: each is weighed, or the model says one. */
async function one(
  texts: readonly string[],
  labels: readonly Label[],
  desk: Desk,
  answerTokens: number,
): Promise<Job<Classification, never>> {
  const names = labels.map(({ name }) => name);
  const prompts = texts.map((text) => labelPrompt(text, labels));
  const bare = labelPrompt(null, labels);
  const costs = await Promise.all(prompts.map((prompt) => desk.cost(prompt)));
  const bareCost = await desk.cost(bare);
  const each = desk.model.givesLogprobs ? labels.length : 1;
  const isWeighed = desk.model.givesLogprobs;
  const calls = texts.length * each + (isWeighed ? each : 0);
  return {
    plan: {
      chunks: texts.length,
      calls,
      promptTokens: sum(costs) * each + (isWeighed ? bareCost * each : 0),
      answerTokens: calls * answerTokens,
    },
    async run() {
      if (!isWeighed) return vote(prompts, names, desk, answerTokens);
      const usual = await logprobs(bare, names, desk);
      const gains = names.map(() => 0);
      for (const prompt of prompts) {
        const found = await logprobs(prompt, names, desk);
        for (const index of names.keys())
          gains[index] = (gains[index] ?? 0) + (found[index] ?? 0) - USUAL_SHARE * (usual[index] ?? 0);
        desk.chunkDone();
      }
      const shares = softmax(gains);
      const scores = names.map((label, index) => ({ label, score: shares[index] ?? 0 }));
      const label = best(scores);
      return { label, labels: [label], scores };
    },
  };
}

/** The label that most chunks were given; of equals the first. */
async function vote(
  prompts: readonly (readonly PromptMessage[])[],
  names: readonly string[],
  desk: Desk,
  answerTokens: number,
): Promise<Classification> {
  const votes = new Map<string, number>();
  for (const messages of prompts) {
    const format = { type: 'choice', choices: names } as const;
    const { text } = await desk.ask({ messages, answerTokens, format });
    const label = names.find((name) => name === text.trim()) ?? names[0] ?? '';
    votes.set(label, (votes.get(label) ?? 0) + 1);
    desk.chunkDone();
  }
  const label = best([...votes].map(([name, score]) => ({ label: name, score })));
  return { label, labels: [label], scores: null };
}

/** Several labels: each is a question of its own. */
async function several(
  texts: readonly string[],
  labels: readonly Label[],
  desk: Desk,
): Promise<Job<Classification, never>> {
  const isWeighed = desk.model.givesLogprobs;
  const perQuestion = isWeighed ? 2 : 1;
  const prompts = texts.map((text) => labels.map((label) => yesNoPrompt(text, label)));
  const costs = await Promise.all(prompts.flat().map((prompt) => desk.cost(prompt)));
  const bareCosts = isWeighed ? await Promise.all(labels.map((label) => desk.cost(yesNoPrompt(null, label)))) : [];
  const calls = (prompts.flat().length + bareCosts.length) * perQuestion;
  return {
    plan: {
      chunks: texts.length,
      calls,
      promptTokens: (sum(costs) + sum(bareCosts)) * perQuestion,
      answerTokens: calls * 9,
    },
    async run() {
      const scores: { label: string; score: number }[] = [];
      for (const [index, label] of labels.entries()) {
        const usual = isWeighed ? await leaning(yesNoPrompt(null, label), desk) : 0;
        let most = Number.NEGATIVE_INFINITY;
        for (const prompt of prompts) most = Math.max(most, (await leaning(prompt[index] ?? [], desk)) - usual);
        scores.push({ label: label.name, score: 1 / (1 + Math.exp(-most)) });
        if (index === labels.length - 1) for (const _ of texts) desk.chunkDone();
      }
      const has = scores.filter(({ score }) => score > 0.5).sort((a, b) => b.score - a.score);
      const names = has.map(({ label }) => label);
      return { label: names[0] ?? null, labels: names, scores: isWeighed ? scores : null };
    },
  };
}

/** How much likelier yes is than no, as a logarithm; plus or minus one where the engine tells no probabilities. */
async function leaning(messages: readonly PromptMessage[], desk: Desk): Promise<number> {
  if (!desk.model.givesLogprobs) {
    const format = { type: 'choice', choices: ['yes', 'no'] } as const;
    const { text } = await desk.ask({ messages, answerTokens: 9, format });
    return text.trim() === 'yes' ? 1 : -1;
  }
  const [yes = 0, no = 0] = await logprobs(messages, ['yes', 'no'], desk);
  return yes - no;
}

async function logprobs(
  messages: readonly PromptMessage[],
  texts: readonly string[],
  desk: Desk,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (const text of texts) found.push((await desk.score(messages, text)).logprob ?? 0);
  return found;
}

function best(scores: readonly { readonly label: string; readonly score: number }[]): string {
  return scores.reduce((a, b) => (b.score > a.score ? b : a)).label;
}

function softmax(values: readonly number[]): readonly number[] {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const all = sum(powers);
  return powers.map((power) => power / all);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** So many of all, with the first and the last. */
function evenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)]).filter(
    (item) => item !== undefined,
  );
}
