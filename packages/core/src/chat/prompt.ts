/** Turns a conversation into a prompt that fits the context window. */
import type { PromptMessage } from '../generate.js';
import { type ChatMessage, type FilePart, messageFiles, messageText } from '../messages.js';
import { byteLength, type ContextUse, NO_SYSTEM_TOKENS, TURN_TOKENS } from './context-use.js';
import { cutText, FILES_NOTE, quotable, quote } from './prompt-files.js';
import { rawAnswer } from './split-reasoning.js';

/** What a prompt is made by. */
export interface PromptSettings {
  /** What the model is told first; may be empty. */
  readonly system: string;
  /** Tokens that the prompt may use. */
  readonly budget: number;
  readonly tokensPerByte: number;
  /** The template of the model begins its thought: see `rawAnswer`. */
  readonly isOpenedByTemplate?: boolean;
}

/** A prompt, and what did not fit. */
export interface FittedPrompt extends Pick<ContextUse, 'promptTokens' | 'omittedMessages' | 'cutFiles'> {
  readonly messages: readonly PromptMessage[];
  /** True when there is nothing left that could be left out. */
  readonly isShortest: boolean;
}

/** Messages never change, so what they say is counted once. */
const byteLengths = /* @__PURE__ */ new WeakMap<ChatMessage, number>();

/**
 * Builds the prompt for the last user message: that message, what follows it and the system prompt always stay.
 *
 * Files that come with the question go before older turns; files of older turns have half of the room before those
 * turns do, as a question about a file is seldom the last one. Older turns are left out from the oldest on, then older
 * files, then the newest ones are cut, evenly among those of one message. Answers go back exactly as they came: an
 * engine reuses its KV cache only for the same bytes.
 */
export function fitPrompt(messages: readonly ChatMessage[], settings: PromptSettings): FittedPrompt {
  const { system, budget, tokensPerByte, isOpenedByTemplate } = settings;
  const tokens = (bytes: number) => Math.ceil(bytes * tokensPerByte);
  const begun = messages.at(-1)?.role === 'assistant' ? messages.at(-1) : undefined;
  const words = (message: ChatMessage) =>
    message === begun ? rawAnswer(message.parts, isOpenedByTemplate) : messageText(message);
  const cost = (message: ChatMessage) => {
    const bytes = message === begun ? byteLength(words(message)) : textBytes(message);
    return bytes === 0 ? 0 : tokens(bytes) + TURN_TOKENS;
  };
  const question = Math.max(
    0,
    messages.findLastIndex(({ role }) => role === 'user'),
  );

  let promptTokens = system === '' ? NO_SYSTEM_TOKENS : tokens(byteLength(system)) + TURN_TOKENS;
  for (const message of messages.slice(question)) promptTokens += cost(message);
  const room = Math.max(0, budget - promptTokens);

  const fileCost = (file: FilePart) => tokens(quotable(file).frameBytes + quotable(file).bytes);
  const noteCost = tokens(byteLength(FILES_NOTE)) + TURN_TOKENS;
  const groups = messages.flatMap((message, index) => {
    const files = messageFiles(message);
    const costs = files.map(fileCost);
    return files.length === 0 ? [] : [{ index, files, costs, cost: sum(costs) + noteCost }];
  });
  const wanted = sum(groups.map((group) => group.cost));
  const own = groups.find(({ index }) => index === question)?.cost ?? 0;
  const reserved = Math.min(room, Math.max(own, Math.min(wanted, Math.floor(budget / 2))));

  let left = room - reserved;
  let first = question;
  for (let older = messages[first - 1]; older && cost(older) <= left; older = messages[first - 1]) {
    left -= cost(older);
    first -= 1;
  }
  // A conversation starts with its user: an answer whose question was left out goes too.
  for (let answer = messages[first]; first < question && answer?.role === 'assistant'; answer = messages[first]) {
    left += cost(answer);
    first += 1;
  }
  for (const message of messages.slice(first, question)) promptTokens += cost(message);

  let fileRoom = reserved + left;
  // In large steps: a file cut elsewhere with each turn would be read anew with each turn.
  if (own === 0 && wanted > fileRoom) fileRoom = Math.max(reserved, fileRoom - (fileRoom % Math.ceil(budget / 4)));
  const kept = new Map<FilePart, string>();
  for (const group of groups.reverse()) {
    const shares = shareOut(group.costs, fileRoom - noteCost);
    let used = 0;
    group.files.forEach((file, index) => {
      const { text, frameBytes } = quotable(file);
      const share = shares[index] ?? 0;
      const start = share < fileCost(file) ? cutText(text, Math.floor(share / tokensPerByte) - frameBytes) : text;
      if (start === '' && share < fileCost(file)) return;
      kept.set(file, start);
      used += tokens(frameBytes + byteLength(start));
    });
    if (used === 0) continue;
    fileRoom -= used + noteCost;
    promptTokens += used + noteCost;
  }

  const turns: PromptMessage[] = system === '' ? [] : [{ role: 'system', content: system }];
  messages.forEach((message, index) => {
    const quotes = messageFiles(message).flatMap((file) => {
      const text = kept.get(file);
      return text === undefined ? [] : [quote(file, text)];
    });
    if (quotes.length > 0) quotes.unshift(FILES_NOTE);
    const own = index < first ? '' : words(message);
    const content = [...quotes, own].filter((piece) => piece !== '').join('\n\n');
    // Who acts on the user's word has to know it from what their files say.
    const ownText = quotes.length > 0 ? { ownText: own } : {};
    const last = turns.at(-1);
    // An answer that failed before its first word says nothing to the model.
    if (content === '') return;
    // The question was a file that is left out: its answer must not be the beginning.
    if (message.role === 'assistant' && message !== begun && (last === undefined || last.role === 'system')) return;
    // Chat templates refuse two turns of one role in a row, which such an answer leaves behind.
    if (last?.role === message.role)
      turns[turns.length - 1] = joinTurns(last, { role: message.role, content, ...ownText });
    else turns.push({ role: message.role, content, ...ownText });
  });

  const cutFiles = messages.flatMap(messageFiles).flatMap((file) => {
    const { length } = quotable(file).text;
    const keptLength = kept.get(file)?.length ?? -1;
    return keptLength === length ? [] : [{ id: file.id, keptShare: Math.max(0, keptLength) / (length || 1) }];
  });
  const isShortest = first === question && kept.size === 0;
  return { messages: turns, promptTokens, omittedMessages: first, cutFiles, isShortest };
}

function joinTurns(one: PromptMessage, other: PromptMessage): PromptMessage {
  const content = `${one.content}\n\n${other.content}`;
  if (one.ownText === undefined && other.ownText === undefined) return { role: one.role, content };
  const own = [one.ownText ?? one.content, other.ownText ?? other.content].filter((text) => text !== '');
  return { role: one.role, content, ownText: own.join('\n\n') };
}

/** Gives each its due where there is enough, and else the same to all that want more. */
function shareOut(costs: readonly number[], room: number): readonly number[] {
  const shares = costs.map(() => 0);
  let left = Math.max(0, room);
  [...costs.keys()]
    .sort((one, other) => (costs[one] ?? 0) - (costs[other] ?? 0))
    .forEach((index, done) => {
      const share = Math.min(costs[index] ?? 0, Math.floor(left / (costs.length - done)));
      shares[index] = share;
      left -= share;
    });
  return shares;
}

function textBytes(message: ChatMessage): number {
  let bytes = byteLengths.get(message);
  if (bytes === undefined) {
    bytes = byteLength(messageText(message));
    byteLengths.set(message, bytes);
  }
  return bytes;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
