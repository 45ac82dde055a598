/** An engine worker that answers from a script: at length when it is asked for a story, else with the question. */
import { createFakeAdapter } from '../adapters/fake.js';
import { serveWorker } from './serve-worker.js';

const story = 'Once upon a time. '.repeat(1000);

serveWorker(() =>
  createFakeAdapter({
    reply: ({ messages }) => (messages.at(-1)?.content === 'story' ? story : `You said: ${messages.at(-1)?.content}`),
    tokensPerSecond: 200,
  }),
);
