/**
 * An esbuild plugin that keeps the first bytes together: what a page fetches first is one file or two instead of twenty,
 * for esbuild makes a file of its own of all that some late part shares with it. Together they are a tenth smaller.
 */
import { resolve } from 'node:path';
import type { Options } from 'tsup';

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];
type Build = Parameters<EsbuildPlugin['setup']>[0];
type Kind = 'import-statement' | 'dynamic-import';

/** Marks parts that are fetched late. */
const LATE = 'late';
/** Marks what is being resolved already. */
const RESOLVING = {};
/** What the large element and a small one fetch first, as a module. */
const COMMON = 'common-first';
/** What the large one fetches first and a small one late, as a module. */
const LATE_COMMON = 'common-late';

/**
 * @param first the module whose imports are the first bytes.
 * @param small the same of elements that are fetched without them: their late parts do not ask for `first`, but for what
 *   they have in common with it.
 * @param plugins what else changes which module imports which.
 */
export function oneFirstChunk(first: string, small: readonly string[], plugins: EsbuildPlugin[]): EsbuildPlugin {
  return {
    name: 'one-first-chunk',
    async setup(build) {
      const imports = await readImports(build, [first, ...small], plugins);
      const firstOnes = closure([first], imports, ['import-statement']);
      const smallOnes = closure(small, imports, ['import-statement']);
      const common = [...firstOnes].filter((path) => smallOnes.has(path));
      const ofSmall = closure(small, imports, ['import-statement', 'dynamic-import']);
      const lateOfSmall = lateParts(ofSmall, imports);
      const lateCommon = [...closure(lateOfSmall, imports, ['import-statement'])].filter((path) => firstOnes.has(path));

      const tied = new Set([...common, ...lateCommon]);

      build.onResolve({ filter: /.*/ }, async ({ path, kind, pluginData, ...from }) => {
        if (kind === 'entry-point' || pluginData === RESOLVING) return undefined;
        const found = await build.resolve(path, { ...from, kind: 'import-statement', pluginData: RESOLVING });
        if (found.errors.length > 0) return undefined;
        if (kind === 'dynamic-import') return { path: found.path, namespace: LATE };
        // Without this nothing would be tied by an import that names nothing.
        return tied.has(found.path) ? { ...found, sideEffects: true } : undefined;
      });
      // Each late part asks for the first bytes too, which are there already: so all of them go the same way.
      build.onLoad({ filter: /.*/, namespace: LATE }, ({ path }) => {
        const isAlone = ![...closure([path], imports, ['import-statement'])].some((one) => firstOnes.has(one));
        const asked = !ofSmall.has(path) ? [first] : isAlone ? [] : [COMMON, LATE_COMMON];
        return {
          contents: [
            ...asked.map((one) => `import ${JSON.stringify(one)};`),
            `export * from ${JSON.stringify(path)};`,
          ].join('\n'),
          resolveDir: '/',
        };
      });
      for (const [name, paths] of [
        [COMMON, common],
        [LATE_COMMON, lateCommon],
      ] as const) {
        build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
        build.onLoad({ filter: /.*/, namespace: name }, () => ({
          contents: paths.map((path) => `import ${JSON.stringify(path)};`).join('\n'),
          resolveDir: '/',
        }));
      }
    },
  };
}

type Imports = ReadonlyMap<string, readonly { readonly path: string; readonly kind: string }[]>;

/** Which module imports which, by their paths. */
async function readImports(build: Build, entryPoints: string[], plugins: EsbuildPlugin[]): Promise<Imports> {
  const { metafile } = await build.esbuild.build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    outdir: 'nowhere',
    logLevel: 'silent',
    plugins,
  });
  return new Map(
    Object.entries(metafile.inputs).map(([path, { imports }]) => [
      resolve(path),
      imports.map((one) => ({ path: resolve(one.path), kind: one.kind })),
    ]),
  );
}

/** What is fetched late by any of these modules. */
function lateParts(paths: ReadonlySet<string>, imports: Imports): string[] {
  const all = [...paths].flatMap((path) => imports.get(path) ?? []);
  return all.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path);
}

/** All that is imported from there, directly and not. */
function closure(entries: readonly string[], imports: Imports, kinds: readonly Kind[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    for (const one of imports.get(path) ?? []) if (kinds.some((kind) => kind === one.kind)) open.push(one.path);
  }
  return found;
}
