/** What the user has said about calls in this conversation: kept here, to be shown and taken back. */
import { createStore, type ReadableStore, type Store } from '../store.js';
import { keyOf } from './call-key.js';
import type { Provenance } from './provenance.js';
import type { ToolManifest } from './tool-manifest.js';

/** An answer that holds for more than one call. */
export interface Grant {
  readonly id: string;
  readonly tool: string;
  /** Of the tool that it was given for: it holds for no other. A `never` holds for all. */
  readonly version?: string;
  /** `conversation`: calls to these addresses run without a question. `never`: no call of the tool does. */
  readonly answer: 'conversation' | 'never';
  /** The addresses that it was given for, by argument; empty for `never`. */
  readonly addresses: Readonly<Record<string, unknown>>;
  /** In milliseconds since 1970. */
  readonly givenAt: number;
}

type GrantAction = { readonly type: 'give'; readonly grant: Grant } | { readonly type: 'revoke'; readonly id: string };

/** The answers of one conversation, as a store. Make one for each conversation; it is kept nowhere. */
export interface Grants extends ReadableStore<readonly Grant[]> {
  /** What holds for such a call. */
  find(manifest: ToolManifest, provenance: Provenance): Grant['answer'] | null;
  give(answer: Grant['answer'], manifest: ToolManifest, provenance: Provenance): void;
  /** Takes one back: the next call is asked about again. */
  revoke(id: string): void;
}

/** Makes an empty list of answers. */
export function createGrants(now: () => number = Date.now): Grants {
  let count = 0;
  const store: Store<readonly Grant[], GrantAction> = createStore<readonly Grant[], GrantAction>(
    [],
    (grants, action) =>
      action.type === 'give' ? [...grants, action.grant] : grants.filter(({ id }) => id !== action.id),
  );
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    find({ name, version }, provenance) {
      const own = store.getSnapshot().filter(({ tool }) => tool === name);
      if (own.some(({ answer }) => answer === 'never')) return 'never';
      const addresses = keyOf(addressesOf(provenance));
      const isGiven = own.some((grant) => grant.version === version && keyOf(grant.addresses) === addresses);
      return isGiven ? 'conversation' : null;
    },
    give(answer, { name, version }, provenance) {
      count += 1;
      const addresses = answer === 'never' ? {} : addressesOf(provenance);
      const id = `grant-${count}`;
      const known = version === undefined ? {} : { version };
      const grant: Grant = { id, tool: name, ...known, answer, addresses, givenAt: now() };
      store.dispatch({ type: 'give', grant });
    },
    revoke: (id) => store.dispatch({ type: 'revoke', id }),
  };
}

function addressesOf({ origins }: Provenance): Readonly<Record<string, unknown>> {
  return Object.fromEntries(origins.filter(({ isSink }) => isSink).map(({ name, value }) => [name, value]));
}
