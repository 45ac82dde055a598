import { type CachedModel, LocalLLMError } from '@local-llm-chat/core';
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually, mount } from './mount.case.js';
import { type UseCachedModelsResult, useCachedModels } from './use-cached-models.js';

/** What the device has. */
let stored: CachedModel[] = [];
let refusal: LocalLLMError | null = null;
let hook: UseCachedModelsResult;

vi.mock('@local-llm-chat/core', async (original) => ({
  ...(await original<typeof import('@local-llm-chat/core')>()),
  listCachedModels: async () => [...stored],
  storageReport: async () => ({ modelBytes: stored.length, usedBytes: null, quotaBytes: null, persisted: null }),
  deleteCachedModel: async (id: string) => {
    if (refusal) throw refusal;
    stored = stored.filter((model) => model.id !== id);
  },
}));

const model = (id: string): CachedModel => ({
  id,
  name: id,
  engine: 'wllama',
  bytes: 1,
  complete: true,
  lastUsedAt: 0,
});

function Probe() {
  hook = useCachedModels();
  return <output>{hook.models?.map(({ name }) => name).join(' ')}</output>;
}

beforeEach(() => {
  stored = [model('one'), model('two')];
  refusal = null;
});

describe('useCachedModels', () => {
  it('reads once, and again when told to', async () => {
    const { container } = await mount(<Probe />);
    await eventually(() => expect(container.textContent).toBe('one two'));
    expect(hook).toMatchObject({ report: { modelBytes: 2 }, error: null });
    stored = [model('three')];
    await act(() => hook.refresh());
    expect(container.textContent).toBe('three');
  });

  it('deletes one and shows the rest', async () => {
    const { container } = await mount(<Probe />);
    await eventually(() => expect(container.textContent).toBe('one two'));
    const { refresh, remove } = hook;
    let done: boolean | undefined;
    await act(async () => {
      done = await hook.remove('one');
    });
    expect(done).toBe(true);
    expect(container.textContent).toBe('two');
    expect(hook).toMatchObject({ refresh, remove, report: { modelBytes: 1 } });
  });

  it('says why one was not deleted', async () => {
    const { container } = await mount(<Probe />);
    await eventually(() => expect(container.textContent).toBe('one two'));
    refusal = new LocalLLMError('busy', 'A tab uses it.');
    let done: boolean | undefined;
    await act(async () => {
      done = await hook.remove('one');
    });
    expect(done).toBe(false);
    expect(hook.error?.code).toBe('busy');
    expect(container.textContent).toBe('one two');
  });
});
