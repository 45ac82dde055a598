/** Starts workers where Trusted Types are enforced, by a policy of our own. */

/** The name to list in a `trusted-types` directive. */
const POLICY_NAME = 'local-llm-chat';
const POLICY_KEY = Symbol.for('local-llm-chat.trusted-types-policy');

interface ScriptUrlPolicy {
  createScriptURL(url: string): unknown;
}

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

/**
 * A script's URL in the form that `new Worker` takes here. Typed as the text that it stands for: the
 * DOM's types do not know Trusted Types.
 *
 * @throws TypeError for a script of another origin.
 */
export function trustedScriptUrl(url: string): string {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  if (factory === undefined) return url;
  // A policy can be made once a page, and two copies of this package may live on one.
  const shared = globalThis as { [POLICY_KEY]?: ScriptUrlPolicy };
  shared[POLICY_KEY] ??= factory.createPolicy(POLICY_NAME, { createScriptURL: ownScript });
  return shared[POLICY_KEY].createScriptURL(url) as string;
}

/** Only scripts of the own origin become workers, and blobs are of it by nature. */
function ownScript(url: string): string {
  // `self.origin` and not that of `location`: in a sandboxed frame only what it made itself is its own.
  if (new URL(url, location.href).origin !== self.origin) {
    throw new TypeError(`Not a script of this origin: ${url}`);
  }
  return url;
}

/** Whether `new Worker` takes a plain text here; it does not where Trusted Types are enforced. */
export function takesPlainUrls(): boolean {
  const url = URL.createObjectURL(new Blob([''], { type: 'text/javascript' }));
  try {
    new Worker(url).terminate();
    return true;
  } catch {
    return false;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Lets a library that knows nothing of Trusted Types start workers from blobs. Changes `Worker` in
 * this realm: only for a worker of our own, never for a page.
 */
export function trustOwnBlobs(): void {
  const Plain = globalThis.Worker;
  globalThis.Worker = class extends Plain {
    constructor(url: string | URL, options?: WorkerOptions) {
      const text = String(url);
      if (!text.startsWith('blob:')) throw new TypeError(`Not a blob of our own: ${text}`);
      super(trustedScriptUrl(text), options);
    }
  };
}
