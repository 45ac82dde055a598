/** The record, the manifest and the weights themselves say the same. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type GgufModel, parseModelRecord } from '@local-llm-chat/core';
import { describe, expect, test } from 'vitest';
import { readGgufFacts } from '../../../scripts/gguf-facts.mjs';
import { problemWith } from '../../../scripts/verified-file.mjs';
import { convertWeights } from '../make-weights.mjs';
import { model } from './index.js';

const packageUrl = new URL('../', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('manifest.json', packageUrl), 'utf8')) as GgufModel;
const weights = new URL(manifest.files[0]?.url ?? '', packageUrl);

test('the manifest is what the core reads into the exported record', () => {
  const site = 'https://example.com/model/';
  expect(parseModelRecord(manifest, site)).toEqual({
    ...model,
    files: [{ ...model.files[0], url: `${site}weights/all-MiniLM-L6-v2.Q8_0.gguf` }],
  });
});

test('the record points at the weights from source and from the build', async () => {
  expect(model.files[0].url).toBe(weights.href);
  const built = await import(new URL('dist/index.js', packageUrl).href);
  expect(built.model).toEqual(model);
});

describe('the weights', () => {
  test('have the published size and hashes', async () => {
    const [{ parts, ...file }] = model.files;
    expect(await problemWith(fileURLToPath(weights), file)).toBeNull();
    const bytes = await readFile(weights);
    const hashes = Array.from({ length: Math.ceil(bytes.length / parts.bytes) }, (_, index) =>
      createHash('sha256')
        .update(bytes.subarray(index * parts.bytes, (index + 1) * parts.bytes))
        .digest('hex'),
    );
    expect(hashes).toEqual(parts.sha256);
  });

  test('come out of the conversion as published', async () => {
    const made = createHash('sha256').update(await convertWeights());
    expect(made.digest('hex')).toBe(model.files[0].sha256);
  });

  test('describe themselves as the record does', async () => {
    const facts = await readGgufFacts(weights);
    expect(facts.get('general.architecture')).toBe('bert');
    expect(facts.get('general.license')).toBe(model.license.id.toLowerCase());
    expect(facts.get('general.languages')).toEqual(model.languages);
    expect(facts.get('general.file_type')).toBe(MOSTLY_Q8_0);
    expect(facts.get('bert.embedding_length')).toBe(model.embedding.dimensions);
    expect(facts.get('bert.context_length')).toBeGreaterThanOrEqual(model.contextLength);
    expect(facts.get('bert.pooling_type')).toBe(MEAN);
    const tokens = facts.get('tokenizer.ggml.tokens') as string[];
    expect([101, 102, 2003, 2075].map((id) => tokens[id])).toEqual(['[CLS]', '[SEP]', '▁is', 'ing']);
  });
});

/** llama.cpp's numbers. */
const MOSTLY_Q8_0 = 7;
const MEAN = 1;
