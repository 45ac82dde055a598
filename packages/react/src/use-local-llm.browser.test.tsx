import type { EngineStatus, LocalLLM, LocalLLMOptions } from '@local-llm-chat/core';
import { LocalLLMError } from '@local-llm-chat/core';
import { createFakeLLM, type FakeLLMOptions, fakeModel } from '@local-llm-chat/core/testing';
import { act, StrictMode, useEffect } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventually, mount } from './mount.case.js';
import { type UseLocalLLMResult, useLocalLLM } from './use-local-llm.js';

/** Every model that was made, with all states it went through. */
let made: { llm: LocalLLM; seen: EngineStatus[] }[] = [];
let hook: UseLocalLLMResult;

beforeEach(() => {
  made = [];
});

const fake =
  (script: FakeLLMOptions = {}) =>
  (): LocalLLM => {
    const llm = createFakeLLM(script);
    const seen: EngineStatus[] = [];
    llm.subscribe(() => seen.push(llm.getSnapshot().status));
    made.push({ llm, seen });
    return llm;
  };

/** Models that hold an engine now. */
const alive = () => made.filter(({ llm }) => llm.getSnapshot().loaded !== null);

function Probe({
  options = {},
  script = {},
  loadOnMount = false,
}: {
  options?: LocalLLMOptions;
  script?: FakeLLMOptions;
  loadOnMount?: boolean;
}) {
  const result = useLocalLLM(options, fake(script));
  hook = result;
  const { load } = result;
  useEffect(() => {
    if (loadOnMount) void load();
  }, [load, loadOnMount]);
  return <output>{hook.state.status}</output>;
}

describe('useLocalLLM', () => {
  it('shows the choice without loading, then loads on demand', async () => {
    const { container } = await mount(<Probe script={{ downloadMs: 20 }} />);
    await eventually(() => expect(container.textContent).toBe('awaiting-consent'));
    expect(hook.state.choice?.model.bytes).toBe(98_362_432);
    let ready: boolean | undefined;
    await act(async () => {
      ready = await hook.load();
    });
    expect(ready).toBe(true);
    expect(container.textContent).toBe('ready');
    expect(made[0]?.seen).toContain('downloading');
  });

  it('makes one model and keeps it over renders with equal options', async () => {
    const { render } = await mount(<Probe options={{ model: 'a' }} />);
    const { llm, load, cancel, select, setPaused, unload } = hook;
    await render(<Probe options={{ model: 'a' }} />);
    expect(made).toHaveLength(1);
    expect(hook).toMatchObject({ llm, load, cancel, select, setPaused, unload });
  });

  it('unloads after its component', async () => {
    const { unmount } = await mount(<Probe loadOnMount />);
    await eventually(() => expect(alive()).toHaveLength(1));
    await unmount();
    await eventually(() => expect(alive()).toHaveLength(0));
  });

  it('ends a load that runs when its component goes', async () => {
    const { unmount } = await mount(<Probe loadOnMount script={{ downloadMs: 3_600_000 }} />);
    await eventually(() => expect(hook.state.status).toBe('downloading'));
    await unmount();
    await eventually(() => expect(made[0]?.llm.getSnapshot().status).toBe('awaiting-consent'));
    expect(made[0]?.seen).not.toContain('ready');
  });

  it('survives the double mount of StrictMode with one engine, never unloaded', async () => {
    const { container, unmount } = await mount(
      <StrictMode>
        <Probe loadOnMount script={{ downloadMs: 20 }} />
      </StrictMode>,
    );
    await eventually(() => expect(container.textContent).toBe('ready'));
    expect(alive().map(({ llm }) => llm)).toEqual([hook.llm]);
    // A load that was cut short and begun again would have asked for consent twice.
    expect(alive()[0]?.seen.filter((status) => status === 'awaiting-consent')).toHaveLength(1);
    await unmount();
    await eventually(() => expect(alive()).toHaveLength(0));
  });

  it('gives two components a model each', async () => {
    await mount(
      <>
        <Probe loadOnMount />
        <Probe loadOnMount />
      </>,
    );
    await eventually(() => expect(alive()).toHaveLength(2));
  });

  it('changes to another model when the options change, and unloads the old one', async () => {
    const { render } = await mount(<Probe options={{ model: 'a' }} loadOnMount />);
    await eventually(() => expect(hook.state.status).toBe('ready'));
    const old = hook.llm;
    await render(<Probe options={{ model: 'b' }} />);
    expect(hook.llm).not.toBe(old);
    await eventually(() => expect(old.getSnapshot().loaded).toBeNull());
    expect(made).toHaveLength(2);
  });

  it('cancels a load', async () => {
    await mount(<Probe script={{ downloadMs: 3_600_000 }} />);
    let ready: boolean | undefined;
    await act(async () => {
      void hook.load().then((value) => {
        ready = value;
      });
    });
    await eventually(() => expect(hook.state.status).toBe('downloading'));
    await act(async () => hook.cancel());
    await eventually(() => expect(ready).toBe(false));
    expect(hook.state).toMatchObject({ status: 'awaiting-consent', error: null });
  });

  it('takes another model, and says when there is no such', async () => {
    const other = { ...fakeModel, id: 'other', name: 'Other' };
    await mount(<Probe script={{ models: [fakeModel, other], downloadMs: 5 }} />);
    await eventually(() => expect(hook.state.choice?.alternatives.map(({ model }) => model.id)).toEqual(['other']));
    let taken: boolean | undefined;
    await act(async () => {
      taken = await hook.select('other');
    });
    expect(taken).toBe(true);
    expect(hook.state).toMatchObject({ status: 'awaiting-consent', choice: { model: { id: 'other' } } });
    await act(async () => {
      taken = await hook.select('none');
    });
    expect(taken).toBe(false);
    expect(hook.state.choice?.model.id).toBe('other');
  });

  it('holds a download back and lets it go on', async () => {
    await mount(<Probe script={{ downloadMs: 500 }} />);
    await act(async () => void hook.load());
    await eventually(() => expect(hook.state.status).toBe('downloading'));
    await act(async () => hook.setPaused(true));
    await eventually(() => expect(hook.state.download?.hold).toBe('paused'));
    await act(async () => hook.setPaused(false));
    await eventually(() => expect(hook.state.status).toBe('ready'));
  });

  it('has the error of a failed load in its state', async () => {
    await mount(<Probe script={{ failLoad: new LocalLLMError('load-failed', 'No.') }} />);
    let ready: boolean | undefined;
    await act(async () => {
      ready = await hook.load();
    });
    expect(ready).toBe(false);
    expect(hook.state).toMatchObject({ status: 'failed', error: { code: 'load-failed' } });
  });

  it('loads again after an unload', async () => {
    await mount(<Probe loadOnMount />);
    await eventually(() => expect(hook.state.status).toBe('ready'));
    await act(() => hook.unload());
    expect(hook.state.loaded).toBeNull();
    await act(async () => void (await hook.load()));
    expect(hook.state.status).toBe('ready');
  });
});
