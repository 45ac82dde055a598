/** The record, the manifest and the weights themselves say the same. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type GgufModel, modelCatalog, parseModelRecord } from '@local-llm-chat/core';
import { describe, expect, test } from 'vitest';
import { readGgufFacts } from '../../../scripts/gguf-facts.mjs';
import { problemWith } from '../../../scripts/verified-file.mjs';
import { model } from './index.js';

const packageUrl = new URL('../', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('manifest.json', packageUrl), 'utf8')) as GgufModel;
const weights = new URL(manifest.files[0]?.url ?? '', packageUrl);

describe('manifest', () => {
  test('is what the core reads into the exported record', () => {
    const site = 'https://example.com/model/';
    const parsed = parseModelRecord(manifest, site);
    expect(parsed).toEqual({
      ...model,
      files: [{ ...model.files[0], url: `${site}weights/SmolLM2-135M-Instruct.Q4_1.gguf` }],
    });
  });

  test('is the build that the catalogue knows from the hub', () => {
    const known = modelCatalog.find(({ id }) => id === manifest.id) as GgufModel;
    expect(known.files[0]?.sha256).toBe(manifest.files[0]?.sha256);
    expect(known.files[0]?.parts).toEqual(manifest.files[0]?.parts);
    expect(known.contextLength).toBe(manifest.contextLength);
  });
});

describe('record', () => {
  test('points at the weights from source and from the build', async () => {
    expect(model.files[0].url).toBe(weights.href);
    const built = await import(new URL('dist/index.js', packageUrl).href);
    expect(built.model).toEqual(model);
  });
});

describe('weights', () => {
  test('have the published size and hash', async () => {
    const [file] = model.files;
    expect((await stat(weights)).size).toBe(file.bytes);
    expect(await problemWith(fileURLToPath(weights), file)).toBeNull();
  });

  test('have the hashes of parts that the manifest lists', async () => {
    const { bytes, sha256 } = model.files[0].parts;
    const file = await readFile(weights);
    const hashes = Array.from({ length: Math.ceil(file.length / bytes) }, (_, index) =>
      createHash('sha256')
        .update(file.subarray(index * bytes, (index + 1) * bytes))
        .digest('hex'),
    );
    expect(hashes).toEqual(sha256);
  });

  test('describe themselves as the manifest does', async () => {
    const facts = await readGgufFacts(weights);
    expect(facts.get('general.architecture')).toBe('llama');
    expect(facts.get('general.license')).toBe(manifest.license.id.toLowerCase());
    expect(facts.get('general.languages')).toEqual(manifest.languages);
    expect(facts.get('general.size_label')).toBe('135M');
    expect(facts.get('llama.context_length')).toBe(manifest.contextLength);
    expect(facts.get('general.file_type')).toBe(MOSTLY_Q4_1);
    expect(facts.get('tokenizer.chat_template')).toBe(manifest.chatTemplate);
  });
});

/** llama.cpp's number for `Q4_1`. */
const MOSTLY_Q4_1 = 3;
