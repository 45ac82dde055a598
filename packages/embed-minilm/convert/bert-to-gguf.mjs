/** A model of embeddings of the kind of BERT, as llama.cpp wants it: names of tensors, facts, vocabulary. */
import { readSafetensors } from './read-safetensors.mjs';
import { encode, F16, F32, Q8_0 } from './tensors.mjs';
import { bool, float32, int32s, string, strings, uint32, writeGguf } from './write-gguf.mjs';

/** What llama.cpp calls a tensor, by its name in PyTorch without `weight` or `bias`. */
const NAMES = new Map([
  ['embeddings.word_embeddings', 'token_embd'],
  ['embeddings.token_type_embeddings', 'token_types'],
  ['embeddings.position_embeddings', 'position_embd'],
  ['embeddings.LayerNorm', 'token_embd_norm'],
  ['attention.self.query', 'attn_q'],
  ['attention.self.key', 'attn_k'],
  ['attention.self.value', 'attn_v'],
  ['attention.output.dense', 'attn_output'],
  ['attention.output.LayerNorm', 'attn_output_norm'],
  ['intermediate.dense', 'ffn_up'],
  ['output.dense', 'ffn_down'],
  ['output.LayerNorm', 'layer_output_norm'],
]);

/** For another task, or no weights at all. */
const LEFT_OUT = /^(pooler\.|embeddings\.position_ids$)/;

/** llama.cpp adds these to others, number by number, which it does with 32 bits alone. */
const ADDED = new Set(['token_types.weight', 'position_embd.weight']);

/** llama.cpp's numbers for what a file is made of mostly. */
const FILE_TYPES = { [F16]: 1, [Q8_0]: 7 };

/** llama.cpp's numbers: tokens of text, and those that stand for something else. */
const NORMAL = 1;
const CONTROL = 3;

/** llama.cpp's number for the mean of all tokens. */
const MEAN = 1;

/**
 * @param {object} source
 * @param {Buffer} source.weights safetensors, with numbers of 16 bits
 * @param {string} source.config `config.json`
 * @param {string} source.tokenizer `tokenizer.json`, of WordPiece
 * @param {object} about
 * @param {string} about.name
 * @param {string} about.license
 * @param {string} about.sizeLabel
 * @param {readonly string[]} about.languages
 * @param {typeof F16 | typeof Q8_0} about.type the form of the large tensors
 * @returns {Buffer}
 */
export function bertToGguf({ weights, config, tokenizer }, { name, license, sizeLabel, languages, type }) {
  const settings = JSON.parse(config);
  const vocabulary = readVocabulary(tokenizer);
  /** @type {[string, import('./write-gguf.mjs').Value][]} */
  const facts = [
    ['general.architecture', string('bert')],
    ['general.type', string('model')],
    ['general.name', string(name)],
    ['general.size_label', string(sizeLabel)],
    ['general.license', string(license)],
    ['general.tags', strings(['sentence-transformers', 'feature-extraction', 'sentence-similarity'])],
    ['general.languages', strings(languages)],
    ['general.file_type', uint32(FILE_TYPES[type])],
    ['general.quantization_version', uint32(2)],
    ['bert.block_count', uint32(settings.num_hidden_layers)],
    ['bert.context_length', uint32(settings.max_position_embeddings)],
    ['bert.embedding_length', uint32(settings.hidden_size)],
    ['bert.feed_forward_length', uint32(settings.intermediate_size)],
    ['bert.attention.head_count', uint32(settings.num_attention_heads)],
    ['bert.attention.layer_norm_epsilon', float32(settings.layer_norm_eps)],
    ['bert.attention.causal', bool(false)],
    ['bert.pooling_type', uint32(MEAN)],
    ['tokenizer.ggml.model', string('bert')],
    ['tokenizer.ggml.pre', string('default')],
    ['tokenizer.ggml.token_type_count', uint32(settings.type_vocab_size)],
    ['tokenizer.ggml.tokens', strings(vocabulary.tokens)],
    ['tokenizer.ggml.token_type', int32s(vocabulary.types)],
    ['tokenizer.ggml.bos_token_id', uint32(vocabulary.id('[CLS]'))],
    ['tokenizer.ggml.cls_token_id', uint32(vocabulary.id('[CLS]'))],
    ['tokenizer.ggml.eos_token_id', uint32(vocabulary.id('[SEP]'))],
    // Spelt so in llama.cpp.
    ['tokenizer.ggml.seperator_token_id', uint32(vocabulary.id('[SEP]'))],
    ['tokenizer.ggml.unknown_token_id', uint32(vocabulary.id('[UNK]'))],
    ['tokenizer.ggml.padding_token_id', uint32(vocabulary.id('[PAD]'))],
    ['tokenizer.ggml.mask_token_id', uint32(vocabulary.id('[MASK]'))],
  ];
  const tensors = [...readSafetensors(weights)]
    .filter(([name]) => !LEFT_OUT.test(name))
    .map(([name, { shape, type: stored, bytes }]) => {
      if (stored !== 'F16') throw new Error(`${name} is ${stored} instead of F16.`);
      const known = rename(name);
      // Numbers that do not lie in rows, such as biases, are few and have to be exact.
      const form = shape.length === 1 || ADDED.has(known) ? F32 : type;
      return { name: known, shape, type: form, data: encode(bytes, form) };
    });
  return writeGguf(facts, tensors);
}

/** @param {string} name as in PyTorch */
function rename(name) {
  const [, layer, inner = '', kind = ''] = /^(?:encoder\.layer\.(\d+)\.)?(.+)\.(weight|bias)$/.exec(name) ?? [];
  const known = NAMES.get(inner);
  if (known === undefined) throw new Error(`There is no name for ${name}.`);
  return layer === undefined ? `${known}.${kind}` : `blk.${layer}.${known}.${kind}`;
}

/**
 * WordPiece marks what goes on a word (`##ing`), llama.cpp what begins one (`▁sing`).
 *
 * @param {string} tokenizer
 */
function readVocabulary(tokenizer) {
  const { model, added_tokens: added, normalizer } = JSON.parse(tokenizer);
  // llama.cpp does this for all of this kind, whatever the file says.
  if (model.type !== 'WordPiece' || normalizer.lowercase !== true) throw new Error('This is another tokenizer.');
  /** @type {Map<string, number>} */
  const ids = new Map(Object.entries(model.vocab));
  const special = new Set(added.map((/** @type {{ content: string }} */ { content }) => content));
  /** @type {string[]} */
  const written = new Array(ids.size);
  for (const [token, id] of ids) written[id] = token;
  return {
    tokens: written.map((token) => {
      if (special.has(token)) return token;
      return token.startsWith('##') ? token.slice(2) : `▁${token}`;
    }),
    types: written.map((token) => (special.has(token) ? CONTROL : NORMAL)),
    /** @param {string} token */
    id(token) {
      const id = ids.get(token);
      if (id === undefined) throw new Error(`There is no ${token} in the vocabulary.`);
      return id;
    },
  };
}
