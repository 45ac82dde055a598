import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';
import { vitestProjects } from '../../scripts/vitest-projects.mjs';

/** Larger collections of hostile texts, which lie beside the repository on machines that have them. */
const corpora = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));

/** Hands those collections to tests in the browser: an empty list where there are none. */
const sharedCorpora: Plugin = {
  name: 'shared-corpora',
  resolveId: (id) => (id === 'virtual:shared-corpora' ? `\0${id}` : undefined),
  load(id) {
    if (id !== '\0virtual:shared-corpora') return undefined;
    const names = existsSync(corpora) ? readdirSync(corpora).filter((name) => name.endsWith('.json')) : [];
    const sets = names.map((name) => `{ name: ${JSON.stringify(name)}, ...${readFileSync(corpora + name, 'utf8')} }`);
    return `export default [${sets.join(',\n')}]`;
  },
};

/** Browsers are given a table of named characters that needs `innerHTML`; our builds carry the plain one. */
const alias = {
  'decode-named-character-reference': fileURLToPath(import.meta.resolve('decode-named-character-reference')),
};

const projects = await vitestProjects({ optimize: ['jsep'] });
export default defineConfig({
  test: {
    projects: projects.map((project) => ({
      ...project,
      plugins: [sharedCorpora],
      resolve: { ...project.resolve, alias },
    })),
  },
});
