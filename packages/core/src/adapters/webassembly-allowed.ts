/** Finds out whether WebAssembly may run here before an engine downloads anything for it. */
import { LocalLLMError } from '../errors.js';

/**
 * Throws when the Content-Security-Policy forbids WebAssembly: engines then fail late, or wait for ever.
 *
 * @throws LocalLLMError `worker-failed`, with the word that the policy lacks.
 */
export function assertWebAssemblyAllowed(): void {
  try {
    // The smallest module there is: magic number and version.
    new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  } catch (error) {
    throw new LocalLLMError('worker-failed', 'WebAssembly is not allowed here.', {
      hint: "Add 'wasm-unsafe-eval' to the script-src of the worker's Content-Security-Policy.",
      cause: error,
    });
  }
}
