import { defineConfig } from 'vitest/config';
import { vitestProjects } from '../../scripts/vitest-projects.mjs';

export default defineConfig({ test: { projects: await vitestProjects() } });
