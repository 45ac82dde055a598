import { describe, expect, it } from 'vitest';
import {
  fromWire,
  isDeviceReason,
  isLocalLLMError,
  LocalLLMError,
  throwIfAborted,
  toLocalLLMError,
  toWire,
} from './errors.js';

describe('LocalLLMError', () => {
  it('has advice for its code unless it is given better', () => {
    expect(new LocalLLMError('quota', 'Full.').hint).toMatch(/disk space/);
    expect(new LocalLLMError('quota', 'Full.', { hint: 'Delete a model.' }).hint).toBe('Delete a model.');
  });

  it('is recognised across copies of the package', () => {
    const { marker } = new LocalLLMError('unknown', '');
    expect(isLocalLLMError({ marker, code: 'quota' })).toBe(true);
    expect(isLocalLLMError(new Error('quota'))).toBe(false);
    expect(isLocalLLMError(null)).toBe(false);
  });

  it('keeps code, hint and plain details over the wire, and nothing that cannot be cloned', () => {
    const error = new LocalLLMError('http', 'Gone.', { details: { status: 410, again: false, run: () => 1 } });
    const wire = structuredClone(toWire(error));
    expect(fromWire(wire)).toMatchObject({
      code: 'http',
      message: 'Gone.',
      hint: error.hint,
      details: { status: 410 },
    });
    expect(wire.details).toEqual({ status: 410, again: false });
  });
});

describe('toLocalLLMError', () => {
  it.each([
    ['our own error', new LocalLLMError('busy', 'x'), 'busy'],
    ['an abort', new DOMException('x', 'AbortError'), 'aborted'],
    ['a full disk', new DOMException('x', 'QuotaExceededError'), 'quota'],
    ['a lost device, thrown as a text', 'Device lost: destroyed', 'device-lost'],
    [
      'exhausted memory',
      new RangeError('WebAssembly.Memory(): could not allocate memory, out of memory'),
      'out-of-memory',
    ],
    ['anything else', new Error('x'), 'load-failed'],
    ['a DOM event', { type: 'error' }, 'load-failed'],
    ['nothing', undefined, 'load-failed'],
  ])('knows %s', (_, thrown, code) => {
    const error = toLocalLLMError(thrown, 'load-failed');
    expect(error.code).toBe(code);
    expect(error.message).not.toBe('');
  });
});

it('names the reasons that lie in the device', () => {
  expect(isDeviceReason(new LocalLLMError('unsupported', ''))).toBe(true);
  expect(isDeviceReason(new LocalLLMError('network', ''))).toBe(false);
});

it('throws for a fired signal only', () => {
  expect(() => throwIfAborted(AbortSignal.abort(), 'The download')).toThrow('The download was cancelled.');
  expect(() => throwIfAborted(undefined)).not.toThrow();
});
