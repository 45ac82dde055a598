/** The fake engine takes the same exam as the real ones, so that what passes on it means something. */
import { fakeModel } from '../testing.js';
import { examineAdapter } from './adapter.case.js';
import { createFakeAdapter } from './fake.js';

examineAdapter('The fake engine', {
  createAdapter: () =>
    createFakeAdapter({
      reply: ({ messages }) =>
        messages.at(-1)?.content.includes('story')
          ? 'Once upon a time '.repeat(200)
          : 'one two three four five six seven eight nine ten',
      prefillMs: 5,
      tokensPerSecond: 1000,
      downloadMs: 20,
    }),
  model: fakeModel,
});
