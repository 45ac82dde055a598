import { defineConfig } from 'vitest/config';
import { vitestProjects } from '../../scripts/vitest-projects.mjs';

const optimize = [
  '@noble/hashes/legacy.js',
  '@noble/hashes/sha2.js',
  '@noble/hashes/utils.js',
  '@wllama/wllama/esm/index.js',
  'comlink',
];

export default defineConfig({ test: { projects: await vitestProjects({ optimize }) } });
