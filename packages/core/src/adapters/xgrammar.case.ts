/// <reference types="node" />
/** The xgrammar inside of web-llm's own bundle, in Node: what it makes of a grammar, without a model and a GPU. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Matcher {
  getNextTokenBitmask(): Promise<Int32Array>;
  acceptToken(token: number): boolean;
  dispose(): void;
}

interface CompiledGrammar {
  dispose(): void;
}

interface XGrammar {
  readonly TokenizerInfo: {
    createTokenizerInfo(vocab: string[], kind: string, space: boolean, size: number, stops: number[]): Promise<object>;
  };
  readonly GrammarCompiler: {
    createGrammarCompiler(
      info: object,
      cached: boolean,
    ): Promise<{ compileGrammar(text: string): Promise<CompiledGrammar> }>;
  };
  readonly GrammarMatcher: { createGrammarMatcher(grammar: CompiledGrammar): Promise<Matcher> };
  readonly Testings: { isGrammarAcceptString(grammar: object, text: string): Promise<boolean> };
  readonly Grammar: { fromEBNF(text: string): Promise<object> };
}

/** Takes it out of the bundle, which exports it to nobody, and was made for browsers alone. */
async function openXGrammar(): Promise<XGrammar> {
  const bundle = createRequire(import.meta.url).resolve('@mlc-ai/web-llm');
  const code = (await readFile(bundle, 'utf8'))
    .replaceAll('"MLC_DUMMY_PATH"', 'import.meta.url')
    .replace(/^import log from .*$/m, 'const log = console;')
    .replace(/\/\/# sourceMappingURL.*$/m, '');
  const opened = `import { createRequire } from 'node:module';\n${code}\nexport { libExports$1 as xgrammar };`;
  const file = join(tmpdir(), `xgrammar-${process.pid}-${dirname(bundle).length}.mjs`);
  await writeFile(file, opened);
  try {
    return ((await import(/* @vite-ignore */ pathToFileURL(file).href)) as { xgrammar: XGrammar }).xgrammar;
  } finally {
    await rm(file);
  }
}

type Compiler = Awaited<ReturnType<XGrammar['GrammarCompiler']['createGrammarCompiler']>>;

/** Single characters, some tokens over the edges of JSON's parts, and the end. */
const VOCABULARY = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  ...['\n', '\t', '\u007F', 'é', 'ï', '日', '本', '🎉', '"}', '": ', ', ', '</s>'],
];
const END = VOCABULARY.length - 1;
/** What brings an answer to its end. */
const CLOSING = new Set(['"', '"}', '}', ']', '</s>']);

/** xgrammar over a small vocabulary. */
export class GrammarWalker {
  readonly #xgrammar: XGrammar;
  readonly #compiler: Compiler;

  private constructor(xgrammar: XGrammar, compiler: Compiler) {
    this.#xgrammar = xgrammar;
    this.#compiler = compiler;
  }

  static async open(): Promise<GrammarWalker> {
    const xgrammar = await openXGrammar();
    const { TokenizerInfo, GrammarCompiler } = xgrammar;
    const info = await TokenizerInfo.createTokenizerInfo(VOCABULARY, 'raw', false, VOCABULARY.length, [END]);
    return new GrammarWalker(xgrammar, await GrammarCompiler.createGrammarCompiler(info, false));
  }

  async accepts(grammar: string, text: string): Promise<boolean> {
    return this.#xgrammar.Testings.isGrammarAcceptString(await this.#xgrammar.Grammar.fromEBNF(grammar), text);
  }

  /** The tokens of an answer of a model that says whatever it may, and looks for an end when it has said enough. */
  async walk(grammar: string, random: () => number): Promise<string[]> {
    const compiled = await this.#compiler.compileGrammar(grammar);
    const matcher = await this.#xgrammar.GrammarMatcher.createGrammarMatcher(compiled);
    const said: string[] = [];
    try {
      for (;;) {
        const mask = await matcher.getNextTokenBitmask();
        const allowed = VOCABULARY.flatMap((_, id) => (((mask[id >> 5] ?? 0) >>> (id & 31)) & 1 ? [id] : []));
        const closing = said.length > 40 ? allowed.filter((id) => CLOSING.has(VOCABULARY[id] ?? '')) : [];
        const choice = closing.length > 0 ? closing : allowed;
        const next = choice[Math.floor(random() * choice.length)];
        if (next === undefined || said.length > 2000) throw new Error(`No way out of ${JSON.stringify(said.join(''))}`);
        matcher.acceptToken(next);
        if (next === END) return said;
        said.push(VOCABULARY[next] ?? '');
      }
    } finally {
      matcher.dispose();
      compiled.dispose();
    }
  }
}

/** Numbers from 0 to 1 that are the same in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
