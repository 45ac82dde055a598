/** Tests of many conversations: real sessions whose model says what the test tells it to. */
import type { Generate } from '../generate.js';
import { type ChatMessage, messageText } from '../messages.js';
import { ChatSession } from './chat-session.js';
import type { ThreadInfo } from './thread-info.js';
import { createThreads, type Threads, type ThreadsOptions } from './threads.js';

/** An answer under way. */
interface Answering {
  say(text: string): void;
  finish(reason?: 'stop' | 'length'): void;
}

/** A model that answers what it is told to. */
export class ToldModel {
  /** The answers under way, oldest first. */
  readonly answers: Answering[] = [];
  /** Given at once to every question; without it, tests tell each answer. */
  reply: string | null = 'Yes.';

  readonly generate: Generate = (_request, { signal } = {}) => {
    const queue: ({ text: string } | { reason: 'stop' | 'length' | 'abort' })[] = [];
    let wake = () => {};
    const push = (event: (typeof queue)[number]) => {
      queue.push(event);
      wake();
    };
    signal?.addEventListener('abort', () => push({ reason: 'abort' }));
    if (this.reply !== null) queue.push({ text: this.reply }, { reason: 'stop' });
    this.answers.push({ say: (text) => push({ text }), finish: (reason = 'stop') => push({ reason }) });
    return (async function* () {
      for (;;) {
        const event = queue.shift();
        if (event === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        } else if ('text' in event) yield { type: 'text-delta', text: event.text } as const;
        else return yield { type: 'finish', reason: event.reason } as const;
      }
    })();
  };
}

/** Conversations of a tab, with a model of its own. */
export function openTab(options: Partial<ThreadsOptions<ChatSession>> = {}): Tab {
  const model = new ToldModel();
  const threads = createThreads({
    createChat: (restore) => new ChatSession({ generate: model.generate, contextWindow: () => 4096 }, { restore }),
    ...options,
  });
  return { model, threads };
}

export interface Tab {
  readonly model: ToldModel;
  readonly threads: Threads<ChatSession>;
}

/** The conversation that is shown. */
export function chatOf({ threads }: Tab): ChatSession {
  return threads.getSnapshot().chat;
}

/** What is said in the conversation that is shown, a line a message. */
export function linesOf(tab: Tab): string[] {
  return chatOf(tab)
    .getSnapshot()
    .messages.map((message) => `${message.role}: ${messageText(message)}`);
}

/** Titles as the list has them. */
export function titlesOf({ threads }: Tab): string[] {
  return threads.getSnapshot().threads.map(({ title }) => title);
}

/** The conversation with this title. */
export function findThread({ threads }: Tab, title: string): ThreadInfo {
  const found = threads.getSnapshot().threads.find((thread) => thread.title === title);
  if (found === undefined) throw new Error(`There is no conversation '${title}'.`);
  return found;
}

/** All messages of the conversation that is shown, in the order of their ids. */
export function treeOf(
  tab: Tab,
): { id: string; parentId: string | null; text: string; status: ChatMessage['status'] }[] {
  return chatOf(tab)
    .getSnapshot()
    .tree.messages.map((message) => ({
      id: message.id,
      parentId: message.parentId,
      text: messageText(message),
      status: message.status,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Chance that comes out the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_769;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}
