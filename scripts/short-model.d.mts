/** The types of short-model.mjs, for tests in TypeScript. */

/** A manifest of one file, as packages of models have it. */
export interface OneFileManifest {
  readonly files: readonly [
    {
      readonly url: string;
      readonly bytes: number;
      readonly sha256: string;
      readonly parts: { readonly bytes: number; readonly sha256: readonly string[] };
    },
  ];
}

/** Where the shortened model is, and its manifest, which is there as well as `manifest.json`. */
export interface ShortModel {
  readonly folder: string;
  readonly manifest: OneFileManifest;
}

export declare function shortModel(): Promise<ShortModel>;
