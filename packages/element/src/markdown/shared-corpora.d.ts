/** Collections of hostile texts that lie beside the repository on some machines; see `vitest.config.ts`. */
declare module 'virtual:shared-corpora' {
  const sets: readonly { readonly name: string; readonly cases: readonly (string | { readonly text: string })[] }[];
  export default sets;
}
