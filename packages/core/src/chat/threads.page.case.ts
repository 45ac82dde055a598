/** The page of `threads.chromium.test.ts`: conversations on the device, a model that talks at a speed, and its witness. */
import type { Generate } from '../generate.js';
import { type ChatMessage, canContinue, messageText } from '../messages.js';
import { ChatSession } from './chat-session.js';
import { createThreads } from './threads.js';

/** What the page shows. */
export interface Shown {
  readonly history: string;
  readonly problem: string | null;
  readonly titles: readonly string[];
  readonly last: {
    readonly text: string;
    readonly status: ChatMessage['status'];
    readonly canContinue: boolean;
  } | null;
}

/** What a witness, another page, has heard of a page with an answer under way. */
export interface Heard {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Length of the answer, or `null` when the page was put away. */
  readonly length: number | null;
}

/** What the tests call in the page. */
export interface ThreadsPage {
  /** Asks, and has the answer come at this speed; resolves with its first word. */
  ask(question: string, tokensPerSecond: number): Promise<void>;
  send(question: string): Promise<void>;
  /** Opens the newest conversation. */
  openNewest(): Promise<void>;
  shown(): Shown;
  /** How many conversations hold it. */
  search(query: string): Promise<number>;
  /** Imports so many conversations with so many messages. */
  fill(threads: number, messages: number): Promise<void>;
  saved(): Promise<void>;
  eraseAll(): Promise<void>;
  /** Listens to the other pages from now on. */
  witness(): void;
  heard(): readonly Heard[];
  /** The bytes of the key, in hexadecimal. */
  key(): Promise<string>;
}

let tokensPerSecond = 0;

/** A word every so often; `Yes.` at once when there is no speed. */
const generate: Generate = async function* (_request, { signal } = {}) {
  const begun = performance.now();
  let count = 0;
  while (tokensPerSecond > 0 && signal?.aborted !== true) {
    const due = Math.floor(((performance.now() - begun) * tokensPerSecond) / 1000);
    for (; count < due; count += 1) yield { type: 'text-delta', text: ` word${count}` } as const;
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (tokensPerSecond === 0) yield { type: 'text-delta', text: 'Yes.' } as const;
  yield { type: 'finish', reason: 'stop' } as const;
};

const threads = createThreads({
  createChat: (restore) => new ChatSession({ generate, contextWindow: () => 4096 }, { restore }),
  history: 'device',
});
const channel = new BroadcastChannel('witness');
const heard: Heard[] = [];

function lastMessage(): ChatMessage | undefined {
  return threads.getSnapshot().chat.getSnapshot().messages.at(-1);
}

function tell(length: number | null): void {
  channel.postMessage({ at: performance.timeOrigin + performance.now(), length } satisfies Heard);
}

const page: ThreadsPage = {
  async ask(question, speed) {
    tokensPerSecond = speed;
    const { chat } = threads.getSnapshot();
    addEventListener('pagehide', () => tell(null));
    await new Promise<void>((resolve) => {
      chat.subscribe(() => {
        const last = lastMessage();
        if (last?.role !== 'assistant' || messageText(last) === '') return;
        tell(messageText(last).length);
        resolve();
      });
      void chat.send(question);
    });
  },
  send(question) {
    tokensPerSecond = 0;
    return threads.getSnapshot().chat.send(question);
  },
  async openNewest() {
    const [newest] = threads.getSnapshot().threads;
    if (newest) await threads.open(newest.id);
  },
  shown() {
    const { history, problem, threads: list } = threads.getSnapshot();
    const last = lastMessage();
    return {
      history,
      problem,
      titles: list.map(({ title }) => title),
      last: last ? { text: messageText(last), status: last.status, canContinue: canContinue(last) } : null,
    };
  },
  search: async (query) => (await threads.search(query)).length,
  async fill(threadCount, messageCount) {
    const words = 'the quick brown fox jumps over a lazy dog while it rains in Spain and nobody minds'.split(' ');
    const sentence = (seed: number) =>
      Array.from({ length: 80 }, (_, index) => words[(seed * 7 + index * index) % words.length]).join(' ');
    const records = Array.from({ length: threadCount }, (_, thread) => ({
      id: `thread-${thread}`,
      ownTitle: null,
      isPinned: false,
      leafId: `message-${messageCount - 1}`,
      messages: Array.from({ length: messageCount }, (_, index) => ({
        id: `message-${index}`,
        role: index % 2 === 0 ? 'user' : 'assistant',
        parentId: index === 0 ? null : `message-${index - 1}`,
        createdAt: 1_700_000_000_000 + thread * 1000 + index,
        parts: [
          { type: 'text', text: `${sentence(thread + index)} ${thread === 250 && index === 10 ? 'needle' : ''}` },
        ],
        status: 'complete',
      })),
    }));
    await threads.import(JSON.stringify({ format: 'local-llm-chat/threads@1', threads: records }));
    await threads.whenSaved();
  },
  saved: () => threads.whenSaved(),
  eraseAll: () => threads.eraseAll(),
  witness() {
    channel.onmessage = ({ data }) => heard.push(data);
  },
  heard: () => heard,
  async key() {
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getFileHandle('local-llm-chat.threads.chat.key')).getFile();
    return Array.from(new Uint8Array(await file.arrayBuffer()), (byte) => byte.toString(16).padStart(2, '0')).join('');
  },
};

void threads.ready.then(() => Object.assign(globalThis, { conversations: page }));
