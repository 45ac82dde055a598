/** What went wrong between the page and a server, as an error with a code and with what to do next. */
import { isLocalLLMError, LocalLLMError } from '@local-llm-chat/core';
import { SdkError, SdkErrorCode } from '@modelcontextprotocol/client';

/** What a library has made of an error. */
export function mcpError(error: unknown, origin: string): LocalLLMError {
  const own = ownErrorIn(error);
  if (own !== null) return own;
  const cause = { cause: error };
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) {
    const hint = 'Try again later, or allow more time with `timeoutMs`.';
    return new LocalLLMError('timeout', `${origin} did not answer in time.`, { ...cause, hint });
  }
  const hint = 'Check the address: it must be that of an MCP server over Streamable HTTP.';
  return new LocalLLMError('unsupported', `What answers at ${origin} was not understood.`, { ...cause, hint });
}

/** A request that could not be made. */
export function unreachableError(cause: unknown, origin: string, why: keyof typeof WHY): LocalLLMError {
  return new LocalLLMError('network', `${origin} was not reached.`, { cause, hint: WHY[why], details: { why } });
}

/** A server's refusal that no other way of asking can change; `null` for others. */
export function refusalOf(status: number, origin: string): LocalLLMError | null {
  const details = { status };
  if (status === 401 || status === 403) {
    const hint = 'Give `headers` that the server accepts, such as a fresh token.';
    return new LocalLLMError('http', `${origin} has not let the call in.`, { hint, details });
  }
  if (status === 429 || status >= 500) {
    return new LocalLLMError('http', `${origin} has failed.`, { hint: 'Try again later.', details });
  }
  return null;
}

const WHY = {
  offline: 'Check the connection, then try again.',
  'page-policy': 'Name the server in `connect-src` of the page’s Content-Security-Policy.',
  refused:
    'The server must be there, answer without a redirect, and allow this page by CORS, with the headers that MCP uses.',
} as const;

/** Libraries wrap what a `fetch` has thrown. */
function ownErrorIn(error: unknown): LocalLLMError | null {
  let at = error;
  for (let depth = 0; depth < MOST_WRAPPINGS; depth += 1) {
    if (isLocalLLMError(at)) return at;
    if (typeof at !== 'object' || at === null) return null;
    const { cause, data } = at as { readonly cause?: unknown; readonly data?: { readonly cause?: unknown } };
    at = cause ?? data?.cause;
  }
  return null;
}

const MOST_WRAPPINGS = 6;

/** Whoever asked has changed their mind. */
export function abortedError(): LocalLLMError {
  return new LocalLLMError('aborted', 'The request was cancelled.');
}
