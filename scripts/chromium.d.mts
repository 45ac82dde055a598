/** The types of chromium.mjs, for tests in TypeScript. */
export declare const CHROMIUM_ARGS: readonly string[];
export declare function findChromium(): Promise<string | null>;
