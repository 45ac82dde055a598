import { defineConfig } from 'vitest/config';
import { vitestProjects } from '../../scripts/vitest-projects.mjs';

const optimize = ['@cfworker/json-schema', '@wllama/wllama/esm/index.js', 'comlink', 'hash-wasm', 'idb', 'jsep'];

export default defineConfig({ test: { projects: await vitestProjects({ optimize, hasEngine: true }) } });
