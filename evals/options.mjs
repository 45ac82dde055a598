/** What `npm run evals` is asked for. */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { AGENT_SETS, DOCUMENT_SETS, SETS, TASKS } from './read-sets.mjs';

/** The engines that a model can run on. */
export const ENGINES = /** @type {const} */ (['wllama', 'webllm', 'native']);

/** So few items of each task say whether something works at all. */
const FEW = 3;

export const USAGE = `npm run evals -- [task…] [options]
npm run evals -- retrieval [--verbose] [--embeddings] [--model=MODEL] [--native=FOLDER]

  retrieval           how well passages of documentation are found; --verbose lists what is missed; with --embeddings also
                      by meaning, by MODEL as the indexer knows it (@local-llm-chat/embed-minilm), in the WebAssembly of
                      the indexer or, twelve times as fast, in node-llama-cpp

  task                one or more of ${TASKS.join(', ')}; all of them by default;
                      or ${AGENT_SETS.join(', ')}, of the agent; or ${DOCUMENT_SETS.join(', ')}, of a site
  --engine=NAME       wllama (default), webllm or native
  --model=MODEL       wllama, webllm: id of the catalogue, URL, or path in this repository; native: a GGUF file.
                      The starter model by default
  --native=FOLDER     where node_modules/node-llama-cpp is, for --engine=native
  --threads=N         for --engine=native; half of the cores by default
  --context=N         context window in tokens, 4096 by default
  --limit=N, --all    so many items of each task, ${FEW} by default; or all of them
  --only=PATTERN      only items whose id fits this regular expression
  --baseline-only     only the plain prompts
  --ours-only         only the tasks; the plain prompts as they were measured before
  --fresh             forget what was measured of these tasks before
  --guide             write the figures of whole sets into the guide, apps/docs/guides/tasks.mdx`;

/**
 * @param {readonly string[]} args
 * @throws Error that says what is wrong, with the usage.
 */
export function readOptions(args) {
  const { values, positionals } = parse(args);
  const tasks = positionals.length === 0 ? TASKS : SETS.filter((task) => positionals.includes(task));
  const unknown = positionals.find((name) => !SETS.some((task) => task === name));
  if (unknown !== undefined) throw usageError(`There is no task ${unknown}.`);
  const engine = ENGINES.find((name) => name === values.engine);
  if (engine === undefined) throw usageError(`There is no engine ${values.engine}.`);
  if (engine === 'native' && values.native === undefined) {
    throw usageError('--engine=native needs --native=FOLDER, where node-llama-cpp was installed.');
  }
  if (values['baseline-only'] && values['ours-only'])
    throw usageError('Only one of the two sides can be the only one.');
  const model = values.model ?? (engine === 'native' ? STARTER_FILE : STARTER);
  const name = values.model === undefined ? 'smollm2-135m' : basename(model).replace(/\.(gguf|json)$/i, '');
  return {
    tasks,
    engine,
    model,
    name: `${name}-${engine}`,
    native: values.native,
    threads: values.threads === undefined ? undefined : number('threads', values.threads),
    contextWindow: number('context', values.context),
    limit: values.all ? Number.POSITIVE_INFINITY : number('limit', values.limit),
    only: pattern(values.only),
    sides: /** @type {const} */ (['ours', 'baseline']).filter(
      (side) => !values[side === 'ours' ? 'baseline-only' : 'ours-only'],
    ),
    fresh: values.fresh,
    guide: values.guide,
    help: values.help,
  };
}

const STARTER = '/packages/model-smollm2-135m/manifest.json';
const STARTER_FILE = 'packages/model-smollm2-135m/weights/SmolLM2-135M-Instruct.Q4_1.gguf';

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        engine: { type: 'string', default: 'wllama' },
        model: { type: 'string' },
        native: { type: 'string' },
        threads: { type: 'string' },
        context: { type: 'string', default: '4096' },
        limit: { type: 'string', default: String(FEW) },
        only: { type: 'string', default: '' },
        all: { type: 'boolean', default: false },
        'baseline-only': { type: 'boolean', default: false },
        'ours-only': { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        guide: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw usageError(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {readonly string[]} args what follows `retrieval`.
 * @throws Error that says what is wrong, with the usage.
 */
export function readRetrievalOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        verbose: { type: 'boolean', default: false },
        embeddings: { type: 'boolean', default: false },
        model: { type: 'string' },
        native: { type: 'string' },
      },
    }));
  } catch (error) {
    throw usageError(/** @type {Error} */ (error).message);
  }
  return values;
}

/**
 * @param {string} name
 * @param {string} text
 */
function number(name, text) {
  if (!/^[1-9]\d*$/.test(text)) throw usageError(`--${name} must be a whole number above 0.`);
  return Number(text);
}

/** @param {string} text */
function pattern(text) {
  try {
    return new RegExp(text, 'u');
  } catch {
    throw usageError('--only must be a regular expression.');
  }
}

/** @param {string} problem */
const usageError = (problem) => new Error(`${problem}\n\n${USAGE}`);
