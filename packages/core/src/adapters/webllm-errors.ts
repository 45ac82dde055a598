/** What web-llm, TVM and WebGPU throw, in our words. They throw errors of many names, and strings. */
import { type ErrorCode, isLocalLLMError, LocalLLMError, toLocalLLMError } from '../errors.js';

/** Names that web-llm gives to its errors; it exports none of their classes. */
const BY_NAME: Readonly<Record<string, ErrorCode>> = {
  WebGPUNotAvailableError: 'unsupported',
  WebGPUNotFoundError: 'unsupported',
  ShaderF16SupportError: 'unsupported',
  FeatureSupportError: 'unsupported',
  // A shader that does not compile: this GPU cannot run the model, another engine may.
  GPUPipelineError: 'unsupported',
  GPUOutOfMemoryError: 'out-of-memory',
  DeviceLostError: 'device-lost',
  IntegrityError: 'integrity',
  ContextWindowSizeExceededError: 'context-overflow',
};

const BY_MESSAGE: readonly (readonly [RegExp, ErrorCode])[] = [
  [/Unable to find a compatible GPU|Cannot initialize runtime because of requested max/i, 'unsupported'],
  [/device.{0,20}\blost\b|lost.{0,20}\bdevice\b|DeviceLostError/i, 'device-lost'],
];

/** The page and this package pin one web-llm; a library of another one cannot be linked. */
const LIBRARY_HINT =
  'The model library (.wasm) must be made for the version of web-llm that this package pins: use its folder v0_2_86/base.';

/** Why a load failed. */
export function loadError(thrown: unknown): LocalLLMError {
  const error = named(thrown, 'load-failed');
  const name = nameOf(thrown);
  if (name === 'LinkError') {
    return new LocalLLMError('load-failed', 'The model library does not fit this version of web-llm.', {
      hint: LIBRARY_HINT,
      cause: thrown,
    });
  }
  if (name === 'CompileError') {
    return new LocalLLMError('load-failed', 'The model library is not valid WebAssembly.', {
      hint: LIBRARY_HINT,
      cause: thrown,
    });
  }
  // Nobody has called off the load: whatever was aborted, it was the GPU's doing.
  if (error.code === 'aborted') return withCode('device-lost', error, thrown);
  return error.code === 'unknown' ? withCode('load-failed', error, thrown) : error;
}

/** Why an answer failed. `alive` is false when web-llm has dropped its model meanwhile, as it does for a lost device. */
export function generateError(thrown: unknown, alive: boolean): LocalLLMError {
  const error = named(thrown, 'unknown');
  if (error.code === 'context-overflow') {
    return new LocalLLMError('context-overflow', 'The text is longer than the model can read at once.', {
      cause: thrown,
    });
  }
  if (error.code === 'out-of-memory' || error.code === 'device-lost') return error;
  const name = nameOf(thrown);
  // Reading back from a GPU that is gone is "aborted" by it; used memory was "disposed" with it.
  const gone = !alive || name === 'AbortError' || name === 'OperationError' || /been disposed/i.test(error.message);
  if (gone) return withCode('device-lost', error, thrown);
  if (name === 'RuntimeError') return withCode('engine-crashed', error, thrown);
  return error;
}

function named(thrown: unknown, fallback: ErrorCode): LocalLLMError {
  if (isLocalLLMError(thrown)) return thrown;
  const error = toLocalLLMError(thrown, fallback);
  const code = BY_NAME[nameOf(thrown)] ?? BY_MESSAGE.find(([pattern]) => pattern.test(error.message))?.[1];
  return code === undefined || code === error.code ? error : withCode(code, error, thrown);
}

/** The name of an error; web-llm also throws strings that begin with one. */
function nameOf(thrown: unknown): string {
  if (typeof thrown === 'string') return /^(\w+Error):/.exec(thrown)?.[1] ?? '';
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown ? String(thrown.name) : '';
}

function withCode(code: ErrorCode, { message }: LocalLLMError, cause: unknown): LocalLLMError {
  const sentence = code === 'device-lost' ? `The GPU was lost: ${message}` : message;
  return new LocalLLMError(code, sentence, { cause });
}
