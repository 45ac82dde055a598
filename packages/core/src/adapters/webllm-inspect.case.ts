/** web-llm's own opinion of what is cached, for `webllm.chromium.test.ts`. */
export { hasModelInCache } from '@mlc-ai/web-llm';
