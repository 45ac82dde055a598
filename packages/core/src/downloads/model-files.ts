/** Which files a model has. Pure: what must be read to know all of them is given as a reader. */
import { LocalLLMError } from '../errors.js';
import type { GgufModel, MlcModel, ModelRecord } from '../models/model-record.js';
import {
  configFile,
  libraryFile,
  type MlcConfig,
  readConfig,
  readWeightsList,
  tokenizerFile,
  weightsListFile,
} from './mlc-files.js';
import type { WantedFile } from './wanted-file.js';

/** The first bytes of every GGUF file. */
const GGUF_MAGIC = [0x47, 0x47, 0x55, 0x46];

/** All files that a record names; for a folder in MLC format without a list of files, those that name the rest. */
export function namedFiles(model: ModelRecord): readonly WantedFile[] {
  if (model.engine === 'wllama') return ggufFiles(model);
  const { files } = model;
  if (files === undefined) return [configFile(model), weightsListFile(model), libraryFile(model)];
  return [libraryFile(model), ...files.map(({ path, ...file }) => ({ name: path, ...file }))];
}

/** Whether the record names every file. */
export function namesAllFiles(model: ModelRecord): boolean {
  return model.engine === 'wllama' || model.files !== undefined;
}

/** A folder in MLC format, read. */
export interface MlcFolder {
  readonly config: MlcConfig;
  /** All that web-llm needs. The small ones first: what is wrong with a site shows in them, and their sizes complete the total. */
  readonly files: readonly WantedFile[];
}

/**
 * Reads what a folder in MLC format says of its files.
 *
 * @param readText gives the text of a file.
 * @throws LocalLLMError `integrity` when a file is not JSON, `invalid-model` when it is not of MLC.
 */
export async function readMlcFolder(
  model: MlcModel,
  readText: (file: WantedFile) => Promise<string>,
): Promise<MlcFolder> {
  const about = [configFile(model), weightsListFile(model)] as const;
  const config = readConfig(about[0], parse(about[0], await readText(about[0])));
  const weights = readWeightsList(model, about[1], parse(about[1], await readText(about[1])));
  return { config, files: [...about, libraryFile(model), tokenizerFile(model, config), ...weights] };
}

function ggufFiles({ files }: GgufModel): readonly WantedFile[] {
  return files.map((file) => ({ name: nameOf(file.url), magic: GGUF_MAGIC, ...file }));
}

function nameOf(url: string): string {
  const { protocol, pathname } = new URL(url);
  // The address of something in the page's memory is nothing to read to people.
  return (protocol.startsWith('http') && pathname.split('/').at(-1)) || 'the model';
}

function parse(file: WantedFile, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LocalLLMError('integrity', `${file.name} is not JSON.`, {
      hint: 'Check that the file exists at its address: some servers answer with a web page when it does not.',
      cause: error,
      details: { url: file.url },
    });
  }
}
