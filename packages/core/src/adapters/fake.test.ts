/** The fake engine takes the same exam as the real ones, so that what passes on it means something. */
import { fakeModel } from '../testing.js';
import { examineAdapter } from './adapter.case.js';
import { createFakeAdapter } from './fake.js';

examineAdapter('The fake engine', {
  createAdapter: () =>
    createFakeAdapter({
      reply: ({ messages, format }) =>
        format?.type === 'json'
          ? '{"title": "A", "kind": "fiction", "pages": 10, "tags": [true]}'
          : messages.at(-1)?.content.includes('story')
            ? 'Once upon a time '.repeat(200)
            : 'one two three four five six seven eight nine ten',
      logprob: -3,
      prefillMs: 5,
      tokensPerSecond: 1000,
      downloadMs: 20,
    }),
  model: fakeModel,
});
