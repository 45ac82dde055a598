/** The only way from here to a server: core’s way out, with the site’s headers, and with a name for each failure. */
import { isLocalLLMError, type LocalLLMError } from '@local-llm-chat/core';
import { egressFetch } from '@local-llm-chat/core/agent/tools';
import { refusalOf, unreachableError } from './mcp-error.js';

/** How a server is reached. */
export interface ServerFetchOptions {
  readonly origin: string;
  readonly maxBytes: number;
  readonly headers: (() => HeadersInit | Promise<HeadersInit>) | undefined;
  readonly fetch: typeof fetch | undefined;
  readonly onTooLong: (error: LocalLLMError) => void;
}

/** A `fetch` for the SDK’s transport. */
export function serverFetch({ origin, maxBytes, headers, fetch, onTooLong }: ServerFetchOptions) {
  const send = egressFetch({ origins: [origin], maxBytes, onTooLong, ...(fetch ? { fetch } : {}) });
  return async (address: string | URL, init: RequestInit = {}): Promise<Response> => {
    const sent = new Headers(init.headers);
    if (headers !== undefined) for (const [name, value] of new Headers(await headers())) sent.set(name, value);
    const violations = watchPolicy(origin);
    try {
      const response = await send(address, { ...init, headers: sent });
      const refusal = refusalOf(response.status, origin);
      if (refusal === null) return response;
      await response.body?.cancel();
      throw refusal;
    } catch (error) {
      if (!isLocalLLMError(error) || error.code !== 'network') throw error;
      // The page is told in a task of its own, after the request has failed.
      await new Promise((resolve) => setTimeout(resolve, 0));
      const isOffline = globalThis.navigator?.onLine === false;
      throw unreachableError(error, origin, violations.hasAny() ? 'page-policy' : isOffline ? 'offline' : 'refused');
    } finally {
      violations.stop();
    }
  };
}

/** A browser does not tell a request why it was stopped; to the page it tells that its policy has stopped one. */
function watchPolicy(origin: string): { hasAny(): boolean; stop(): void } {
  if (typeof document === 'undefined') return { hasAny: () => false, stop: () => {} };
  let hasAny = false;
  const listen = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    hasAny ||= effectiveDirective === 'connect-src' && blockedURI.startsWith(origin);
  };
  document.addEventListener('securitypolicyviolation', listen);
  return {
    hasAny: () => hasAny,
    stop: () => document.removeEventListener('securitypolicyviolation', listen),
  };
}
