/** What elements of one page ask of models is done one after the other: each is done sooner than if all shared a model. */
import { LocalLLMError } from '@local-llm-chat/core/page';

let last: Promise<unknown> = Promise.resolve();
let count = 0;

/**
 * Does the work once all that came before has ended.
 *
 * @param onWait is called where there is something to wait for.
 * @throws LocalLLMError `aborted` when the signal fires before its turn has come.
 */
export async function inTurn<Result>(
  signal: AbortSignal,
  onWait: () => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = last;
  const own = Promise.withResolvers<void>();
  last = before.then(() => own.promise);
  count += 1;
  try {
    if (count > 1) {
      onWait();
      await Promise.race([before, new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))]);
    }
    if (signal.aborted) throw new LocalLLMError('aborted', 'It was stopped before its turn.');
    return await work();
  } finally {
    count -= 1;
    own.resolve();
  }
}
