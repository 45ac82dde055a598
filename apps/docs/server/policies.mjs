/** The headers that make the served pages safe, and let llama.cpp use threads. */

/** On every response: cross-origin isolation, and no guessing of types. */
export const COMMON_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/**
 * For a page with the element in it. All WebAssembly runs in the engine worker, which has a policy
 * of its own, so the page needs no `wasm-unsafe-eval`.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "worker-src 'self'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html local-llm-chat',
].join('; ');

/** For a page with a `<local-llm-chat-isolated>` in it: the frame comes from the page's own origin, and can go nowhere else. */
export const FRAMING_PAGE_POLICY = PAGE_POLICY.replace("frame-src 'none'", "frame-src 'self'");

/**
 * For the frame's page (`isolated.html`), beside the policy that stands in it: it has no origin however it is opened, and
 * no other site puts it into a page.
 */
export const FRAME_POLICY = "sandbox allow-scripts; frame-ancestors 'self'";

/**
 * For the engine files (`engine-wllama.js`, `engine-webllm.js`, `model-keeper.js`): a page's policy does not bind a worker that is loaded from a URL.
 *
 * @param {readonly string[]} [modelHosts] origins, beside the page's own, that models may come from
 */
export function workerPolicy(modelHosts = []) {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `connect-src ${["'self'", ...modelHosts].join(' ')}`,
    // llama.cpp starts its threads from blobs.
    'worker-src blob:',
  ].join('; ');
}

/** For the sandbox's worker (`sandbox-worker.js`): it gets what it needs by a message, and reaches nothing. */
export const SANDBOX_POLICY = ["default-src 'none'", "script-src 'wasm-unsafe-eval'"].join('; ');

/** For Storybook, which writes inline scripts and styles; still nothing of another origin. */
export const STORYBOOK_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
].join('; ');

/** Under whatever hash a bundler has added. */
const ENGINE_WORKER = /\/(engine-(wllama|webllm)|model-keeper)([-.][\w-]+)?\.js$/;

const FRAME = /\/isolated([-.][\w-]+)?\.html$/;

const SANDBOX_WORKER = /\/sandbox-worker([-.][\w-]+)?\.js$/;

/**
 * The policy for a path; for what is neither a page nor a worker it has no effect.
 *
 * @param {string} path
 */
export function policyFor(path) {
  if (ENGINE_WORKER.test(path)) return workerPolicy();
  if (SANDBOX_WORKER.test(path)) return SANDBOX_POLICY;
  if (FRAME.test(path)) return FRAME_POLICY;
  return path.startsWith('/storybook/') ? STORYBOOK_POLICY : PAGE_POLICY;
}
