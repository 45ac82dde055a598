/** Where a value comes from and who may have it: all that the policy knows of data. */

/**
 * Who is behind a value. `host`: the site. `user`: the person, in their own words. `untrusted`: anybody else, such as
 * the author of a page or a document, or a model that has read one.
 */
export type Integrity = 'host' | 'user' | 'untrusted';

/** Who may have a value: everybody, nobody beyond this device, or the servers of some origins. */
export type Readers = 'public' | 'local-only' | readonly string[];

/** What sticks to a value, whatever is made of it. */
export interface Label {
  readonly integrity: Integrity;
  readonly readers: Readers;
}

/** Of what the site itself says to everybody. */
export const HOST_LABEL: Label = { integrity: 'host', readers: 'public' };

/** Of what is known least: somebody else's words, on this device only. */
export const DOCUMENT_LABEL: Label = { integrity: 'untrusted', readers: 'local-only' };

const TRUST: readonly Integrity[] = ['host', 'user', 'untrusted'];

/** The label of what is made of several values: as little trusted as the least, and for those who may have all. */
export function joinLabels(...labels: readonly Label[]): Label {
  return labels.reduce(
    (joined, { integrity, readers }) => ({
      integrity: TRUST.indexOf(integrity) > TRUST.indexOf(joined.integrity) ? integrity : joined.integrity,
      readers: joinReaders(joined.readers, readers),
    }),
    HOST_LABEL,
  );
}

/** Whether a value may go to a server. */
export function mayReach(readers: Readers, origin: string): boolean {
  return readers === 'public' || (readers !== 'local-only' && readers.includes(origin));
}

function joinReaders(one: Readers, other: Readers): Readers {
  if (one === 'public') return other;
  if (other === 'public') return one;
  if (one === 'local-only' || other === 'local-only') return 'local-only';
  const both = one.filter((origin) => other.includes(origin));
  return both.length === 0 ? 'local-only' : both;
}
