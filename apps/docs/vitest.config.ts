import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@local-llm-chat/source', 'module', 'node', 'development|production'] },
  ssr: { resolve: { conditions: ['@local-llm-chat/source', 'module', 'node', 'development|production'] } },
  test: { name: 'docs', include: ['guides/*.test.ts', 'site/*.test.ts'] },
});
