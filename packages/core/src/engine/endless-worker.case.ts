/** An engine worker that hangs: it loops for ever in a load of the model `hangs-in-load`, or in mid-answer. */
import { createFakeAdapter } from '../adapters/fake.js';
import { serveWorker } from './serve-worker.js';

serveWorker(() => {
  const adapter = createFakeAdapter();
  return {
    ...adapter,
    async load(model, options) {
      if (model.id === 'hangs-in-load') hang();
      return adapter.load(model, options);
    },
    async *generate(request) {
      yield { type: 'generation-start' };
      yield { type: 'text-delta', text: 'Once upon a time' };
      if (request.messages.at(-1)?.content === 'hang') {
        // Not before the page has heard so far.
        await new Promise((resolve) => setTimeout(resolve, 100));
        hang();
      }
      yield { type: 'finish', reason: 'stop' };
    },
  };
});

function hang(): never {
  for (;;) {
    // Nothing else in this worker gets a turn.
  }
}
