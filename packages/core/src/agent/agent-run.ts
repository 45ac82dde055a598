/** One answer of an agent: choosing, calling and finding, step by step, and then the words for it. */
import type { AgentEnd } from '../agent-event.js';
import type { Generate, GenerateRequest, GenerationEvent, PromptMessage, ToolCallFormat } from '../generate.js';
import { actsAskedFor } from './acts-asked-for.js';
import type { KnownPolicy } from './agent-policy.js';
import { answerPrompt } from './agent-prompts.js';
import { Budget, type BudgetLimits } from './budget.js';
import { CallDesk } from './call-desk.js';
import { type ReadConversation, readConversation } from './conversation.js';
import { Deadline } from './deadline.js';
import type { Tool } from './define-tool.js';
import { DOCUMENT_LABEL } from './labels.js';
import { Ledger } from './ledger.js';
import { lookIntoTool } from './look-into.js';
import { MeteredModel } from './metered-model.js';
import { offeredTools, Planner, suggestedCalls } from './planner.js';
import { isAct, type Legs } from './policy.js';

/** Of an answer, where the request does not say. */
const ANSWER_TOKENS = 512;

/** What a run works with. */
export interface RunParts {
  readonly generate: Generate;
  readonly tools: readonly Tool[];
  readonly policy: KnownPolicy;
  readonly limits: Partial<BudgetLimits>;
  readonly thinksAloud: boolean;
  readonly toolCalls: ToolCallFormat | null;
  readonly isOwnAnswer: (text: string) => boolean;
  /** Hears of an answer that has nothing private and nothing of strangers in it. */
  readonly onOwnAnswer: (text: string) => void;
}

/** Runs it. Stopping is no failure: the stream then ends with `finish` of reason `abort`. */
export async function* runAgent(
  parts: RunParts,
  request: GenerateRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<GenerationEvent> {
  const left = new AbortController();
  const budget = new Budget(parts.limits);
  const deadline = new Deadline(budget.limits.timeoutMs);
  const stop = AbortSignal.any([deadline.signal, left.signal, ...(signal ? [signal] : [])]);
  const model = new MeteredModel(parts.generate, budget, stop);
  const ledger = new Ledger(budget.limits.maxCharacters);
  const conversation = readConversation(request.messages, parts.isOwnAnswer);
  for (const document of conversation.documents) ledger.hide(document, DOCUMENT_LABEL, 'the text in the question');
  const hasDocuments = conversation.documents.length > 0;
  const tools = new Map(withLookInto(parts.tools, model).map((tool) => [tool.manifest.name, tool]));
  const { userTexts } = conversation;
  const legs: Legs = { privateRead: hasDocuments, untrustedRead: hasDocuments, egress: false };
  const desk = new CallDesk({ tools, policy: parts.policy, budget, deadline, ledger, signal: stop, userTexts, legs });
  try {
    yield { type: 'generation-start' };
    // An answer that goes on has its findings in it.
    const goesOn = request.messages.at(-1)?.role === 'assistant';
    const work = { budget, model, ledger, desk, tools, stop };
    const done = goesOn ? nothingDone : yield* steps(parts, conversation, work);
    const { sure } = done;
    let { end } = done;
    const begun = sure.length > 0 && request.format === undefined ? sure.join('; ') : '';
    let text = begun;
    let isCut = true;
    // Answers are given also where the work ended early: with what is known by then.
    if (!stop.aborted && !model.isSpent) {
      if (begun !== '') yield { type: 'text-delta', text: begun };
      for await (const event of model.events(answerRequest(request, ledger, conversation.question, begun))) {
        if (event.type === 'text-delta') text += event.text;
        if (event.type === 'text-delta' || event.type === 'prefill-progress' || event.type === 'logprobs') yield event;
        if (event.type === 'finish') isCut = event.reason !== 'stop';
      }
      if (isCut && model.isSpent) end = 'token-limit';
    } else if (model.isSpent) end = 'token-limit';
    const wasStopped = signal?.aborted === true;
    if (wasStopped) end = 'cancelled';
    else if (deadline.signal.aborted) end = 'time-limit';
    const { untrustedRead, privateRead } = desk.legs;
    // What was hidden before may be repeated here: it is hidden again.
    const isTainted = untrustedRead || conversation.hasHiddenAnswers;
    if (!isTainted && !privateRead && !isCut) parts.onOwnAnswer(text);
    yield { type: 'agent-finish', reason: end, isTainted };
    if (model.usage !== null) yield { type: 'usage', usage: model.usage };
    yield { type: 'finish', reason: wasStopped ? 'abort' : isCut ? 'length' : 'stop' };
  } finally {
    deadline.stop();
    // Who leaves the stream early stops engine and tools with it.
    left.abort();
  }
}

interface Workplace {
  readonly budget: Budget;
  readonly model: MeteredModel;
  readonly ledger: Ledger;
  readonly desk: CallDesk;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly stop: AbortSignal;
}

/** Why the work has ended, and what the answer surely begins with. */
interface Done {
  readonly end: AgentEnd;
  readonly sure: readonly string[];
}

const nothingDone: Done = { end: 'answer', sure: [] };

async function* steps(
  { thinksAloud, toolCalls }: RunParts,
  { plain, question }: ReadConversation,
  { budget, model, ledger, desk, tools, stop }: Workplace,
): AsyncGenerator<GenerationEvent, Done> {
  const planner = new Planner(model, plain, toolCalls);
  const ended = (end: AgentEnd, sure: readonly string[] = []): Done => ({ end, sure });
  for (let isFirst = true; budget.stepsLeft > 0; isFirst = false) {
    if (stop.aborted) return ended('cancelled');
    if (model.isSpent) return ended('token-limit');
    const offered = offeredTools(tools.values(), desk.context());
    // Looking into something serves other calls; the answer itself is written by who has read all.
    if (offered.every(({ manifest }) => manifest.name === 'look_into')) return ended('answer');
    budget.step();
    if (thinksAloud) for await (const text of planner.think(ledger.known)) yield { type: 'thought-delta', text };
    const suggested = isFirst ? suggestedCalls(offered, question) : [];
    const calls = suggested.length > 0 ? suggested : await planner.next(offered, ledger.known);
    if (stop.aborted) return ended('cancelled');
    if (calls.length === 0) return ended('answer');
    for await (const event of desk.make(calls)) {
      if (stop.aborted) break;
      yield event;
    }
    if (desk.end !== null) return ended(desk.end);
    if (suggested.length === 0) continue;
    // What was surely asked for is known: is anything left that could be done with it?
    const acts = offered.filter(({ manifest }) => isAct(manifest.effect));
    const lookedUp = offered.filter(({ manifest }) => suggested.some(({ tool }) => tool === manifest.name));
    if (actsAskedFor(acts, lookedUp, question).length === 0) return ended('answer', desk.said);
  }
  return ended('step-limit');
}

/** Only where something could use what is found. */
function withLookInto(tools: readonly Tool[], model: MeteredModel): readonly Tool[] {
  const takesMore = tools.some(({ manifest }) => isAct(manifest.effect) || manifest.effect === 'pure');
  return takesMore ? [...tools, lookIntoTool(model)] : tools;
}

/** The whole conversation, with what was found behind the question, and the answer as far as it is sure. */
function answerRequest(request: GenerateRequest, ledger: Ledger, question: string, begun: string): GenerateRequest {
  const note = answerPrompt(ledger.found, question);
  const messages = request.messages.map(({ role, content }, index): PromptMessage => {
    const isQuestion = index === request.messages.length - 1 && role === 'user';
    return { role, content: isQuestion && note !== '' ? `${content}\n\n${note}` : content };
  });
  if (begun !== '') messages.push({ role: 'assistant', content: begun });
  // Of what was found there is one right way to tell. And what is sure already needs no fancy behind it.
  const defaults = { maxTokens: ANSWER_TOKENS, ...(note === '' ? {} : { temperature: 0 }) };
  if (begun === '') return { ...defaults, ...request, messages };
  return { ...defaults, ...request, temperature: 0, messages };
}
