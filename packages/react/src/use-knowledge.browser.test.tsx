import { KnowledgeIndex } from '@local-llm-chat/core/knowledge';
import { act, StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually, mount } from './mount.case.js';
import { type UseKnowledgeResult, useKnowledge } from './use-knowledge.js';

const PAGES = [
  { url: '/prices', title: 'Prices', text: 'A chair costs 40 euros.' },
  { url: '/returns', title: 'Returns', text: 'Send it back within thirty days.' },
];
const file = JSON.stringify((await KnowledgeIndex.build(PAGES)).toJSON());

afterEach(() => vi.restoreAllMocks());

interface Props {
  /** What the hook has returned, the newest last. */
  readonly seen: UseKnowledgeResult[];
  readonly fetch: () => Promise<Response>;
  readonly index?: string;
}

function Search({ seen, fetch, index = '/llm-index.json' }: Props) {
  const found = useKnowledge({ index, fetch });
  seen.push(found);
  return (
    <p>
      {found.status} {found.results.map(({ title }) => title).join(', ')}
    </p>
  );
}

describe('useKnowledge', () => {
  it('fetches the index with the first search, once, and gives what was found', async () => {
    const seen: UseKnowledgeResult[] = [];
    const fetch = vi.fn(async () => new Response(file));
    const { container, render } = await mount(
      <StrictMode>
        <Search seen={seen} fetch={fetch} />
      </StrictMode>,
    );
    expect(container.textContent).toBe('idle ');
    expect(fetch).not.toHaveBeenCalled();
    const found = await act(async () => seen.at(-1)?.search('chair'));
    expect(found?.map(({ url }) => url)).toEqual(['/prices']);
    await eventually(() => expect(container.textContent).toBe('ready Prices'));
    const before = seen.at(-1);
    await render(
      <StrictMode>
        <Search seen={seen} fetch={fetch} />
      </StrictMode>,
    );
    expect(seen.at(-1)?.search).toBe(before?.search);
    expect(seen.at(-1)?.knowledge).toBe(before?.knowledge);
    await act(async () => void (await seen.at(-1)?.search('')));
    expect(container.textContent).toBe('ready ');
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('keeps the results of the newest search', async () => {
    const seen: UseKnowledgeResult[] = [];
    const arrival = Promise.withResolvers<Response>();
    const fetch = () => arrival.promise;
    const { container } = await mount(<Search seen={seen} fetch={fetch} />);
    const searches: (Promise<unknown> | undefined)[] = [];
    await act(async () => {
      searches.push(seen.at(-1)?.search('chair'), seen.at(-1)?.search('thirty'));
    });
    expect(container.textContent).toBe('loading ');
    await act(async () => {
      arrival.resolve(new Response(file));
      await Promise.all(searches);
    });
    expect(await searches[0]).toEqual([]);
    expect(await searches[1]).toHaveLength(1);
    expect(container.textContent).toBe('ready Returns');
  });

  it('waits for nothing once the text is empty again', async () => {
    const seen: UseKnowledgeResult[] = [];
    const arrival = Promise.withResolvers<Response>();
    const fetch = () => arrival.promise;
    const { container } = await mount(<Search seen={seen} fetch={fetch} />);
    let waiting: Promise<unknown> | undefined;
    await act(async () => {
      waiting = seen.at(-1)?.search('c');
    });
    expect(container.textContent).toBe('loading ');
    await act(async () => void (await seen.at(-1)?.search('')));
    expect(container.textContent).toBe('idle ');
    await act(async () => {
      arrival.resolve(new Response(file));
      await waiting;
    });
    await act(async () => void (await seen.at(-1)?.search('chair')));
    expect(container.textContent).toBe('ready Prices');
  });

  it('tells what went wrong, and tries again', async () => {
    const seen: UseKnowledgeResult[] = [];
    let isThere = false;
    const fetch = async () => (isThere ? new Response(file) : new Response('', { status: 404 }));
    const { container } = await mount(<Search seen={seen} fetch={fetch} />);
    expect(await act(async () => seen.at(-1)?.load())).toBe(false);
    expect(container.textContent).toBe('failed ');
    expect(seen.at(-1)?.error?.code).toBe('http');
    isThere = true;
    await act(async () => void (await seen.at(-1)?.search('chair')));
    expect(container.textContent).toBe('ready Prices');
    expect(seen.at(-1)?.error).toBeNull();
  });

  it('makes others for another index, and stops when it is unmounted', async () => {
    const seen: UseKnowledgeResult[] = [];
    const arrival = Promise.withResolvers<Response>();
    const fetch = () => arrival.promise;
    const { render, unmount } = await mount(<Search seen={seen} fetch={fetch} />);
    const before = seen.at(-1)?.knowledge;
    await render(<Search seen={seen} fetch={fetch} index="/other.json" />);
    expect(seen.at(-1)?.knowledge).not.toBe(before);
    let waiting: Promise<unknown> | undefined;
    await act(async () => {
      waiting = seen.at(-1)?.search('chair');
    });
    await unmount();
    // The index never comes.
    expect(await waiting).toEqual([]);
  });
});
