import { defineConfig } from 'vitest/config';
import { vitestProjects } from '../../scripts/vitest-projects.mjs';

const optimize = ['react', 'react/jsx-dev-runtime', 'react-dom/client', '@lit/react', 'comlink', 'jsep', 'lit'];

export default defineConfig({ test: { projects: await vitestProjects({ optimize }) } });
