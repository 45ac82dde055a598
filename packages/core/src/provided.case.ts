/** What the set-up of the tests provides: `inject('…')`. */
declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the manifest of the starter model with a few of its layers; see `scripts/short-model.mjs`. */
    readonly shortModelUrl: string;
  }
}

export {};
