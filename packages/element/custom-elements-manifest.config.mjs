/** How the manifest of `<local-llm-chat>` is made from its doc comments. */

/** What a page cannot use is no part of the description. */
const publicAlone = {
  name: 'public-alone',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations } of customElementsManifest.modules) {
      for (const declaration of declarations ?? []) {
        declaration.members = declaration.members?.filter(
          ({ name, privacy }) =>
            !name.startsWith('#') && (privacy ?? 'public') === 'public' && name !== 'connectedMoveCallback',
        );
      }
    }
  },
};

export default {
  globs: [
    'src/chat-settings.ts',
    'src/chat-element.ts',
    'src/local-llm-chat.ts',
    'src/parts/*.ts',
    'src/search/search-settings.ts',
    'src/search/local-llm-search.ts',
    'src/search/search-events.ts',
    'src/knowledge/source-events.ts',
    'src/summary/summary-settings.ts',
    'src/summary/local-llm-summary.ts',
    'src/summary/summary-events.ts',
    'src/isolated/isolated-settings.ts',
    'src/isolated/local-llm-chat-isolated.ts',
    'src/isolated.ts',
    'src/define.ts',
    'src/search.ts',
    'src/summary.ts',
    'src/events.ts',
    'src/index.ts',
  ],
  outdir: '.',
  litelement: true,
  plugins: [publicAlone],
};
