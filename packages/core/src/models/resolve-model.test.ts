import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelCatalog } from './catalog.js';
import { type ModelChoice, resolveModel } from './resolve-model.js';

const base = 'https://example.com/page/';
const modelsOf = async (choice: ModelChoice) => (await resolveModel(choice, base)).models;
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/models/manifest.json') {
      response.end(JSON.stringify({ id: 'mine', engine: 'wllama', files: [{ url: 'mine.gguf' }] }));
    } else if (request.url === '/page.json') {
      response.end('<!doctype html>');
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe('resolveModel', () => {
  it('has a default', async () => {
    expect(await resolveModel(undefined, base)).toEqual({ models: modelCatalog, named: false });
    expect(await resolveModel('', base)).toEqual({ models: modelCatalog, named: false });
  });

  it('knows names of models and of builds', async () => {
    const { models, named } = await resolveModel('qwen2.5-0.5b', base);
    expect(named).toBe(true);
    // The best build first, whatever the order of the catalogue.
    expect(models.map(({ quantization }) => quantization)).toEqual(['q4f16_1', 'q4f32_1', 'Q4_K_M']);
    expect(await modelsOf('SmolLM2-360M-Instruct-q4f32_1-MLC')).toMatchObject([{ quantization: 'q4f32_1' }]);
  });

  it('reads the address of a GGUF file, a folder and a manifest', async () => {
    expect(await modelsOf('../models/My%20model.gguf')).toMatchObject([
      {
        engine: 'wllama',
        name: 'My model',
        bytes: null,
        files: [{ url: 'https://example.com/models/My%20model.gguf' }],
      },
    ]);
    expect(await modelsOf('/mlc/qwen/')).toMatchObject([
      { engine: 'webllm', url: 'https://example.com/mlc/qwen/', library: 'https://example.com/mlc/qwen/model.wasm' },
    ]);
    expect(await modelsOf(`${origin}/models/manifest.json`)).toMatchObject([
      { id: 'mine', files: [{ url: `${origin}/models/mine.gguf` }] },
    ]);
  });

  it('takes one record or a list of them', async () => {
    const record = modelCatalog[0];
    if (!record) throw new Error('The catalogue is empty.');
    expect(await resolveModel(record, base)).toEqual({ models: [record], named: true });
    expect(await modelsOf(modelCatalog)).toEqual(modelCatalog);
  });

  it('says what is wrong', async () => {
    await expect(resolveModel('gpt-5', base)).rejects.toMatchObject({
      code: 'invalid-model',
      hint: expect.stringMatching(/smollm2-360m/),
    });
    await expect(resolveModel('/model.bin', base)).rejects.toMatchObject({
      code: 'invalid-model',
      hint: expect.stringMatching(/\.gguf/),
    });
    await expect(resolveModel(`${origin}/none.json`, base)).rejects.toMatchObject({ code: 'http' });
    await expect(resolveModel(`${origin}/page.json`, base)).rejects.toMatchObject({ code: 'invalid-model' });
    await expect(resolveModel('http://127.0.0.1:9/x.json', base)).rejects.toMatchObject({ code: 'network' });
    await expect(resolveModel(`${origin}/none.json`, base, AbortSignal.abort())).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
