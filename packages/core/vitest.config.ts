import { defineConfig } from 'vitest/config';
import { vitestProjects } from '../../scripts/vitest-projects.mjs';

const optimize = ['@wllama/wllama/esm/index.js', 'comlink', 'hash-wasm', 'idb'];

export default defineConfig({ test: { projects: await vitestProjects({ optimize, hasEngine: true }) } });
