import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'evals', include: ['**/*.test.mjs'] } });
