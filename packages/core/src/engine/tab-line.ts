/** How a tab reaches the others of its site: locks, channels, and word of its own sleep. */

import { toHex } from '../hex.js';
import { Leadership } from './leadership.js';
import { announceLife, findLocks, type Locks, watchLife } from './lifeline.js';
import { type Announcement, PROTOCOL, readAnnouncement } from './tab-messages.js';

/** A broadcast channel, as far as it is used here. */
export interface TabChannel {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** What tabs need of the browser. Tests give several tabs in one realm. */
export interface TabWorld {
  readonly locks: Locks;
  openChannel(name: string): TabChannel;
  /** Tells when the page is put to sleep or away (frozen, in the back/forward cache, closed), and when it is back. */
  watchSleep(listener: { sleep(): void; wake(): void }): void;
}

/** The real one, or `null` where tabs cannot meet: an insecure page, an old browser, Node. */
export function browserWorld(): TabWorld | null {
  const locks = findLocks();
  if (locks === null || typeof BroadcastChannel === 'undefined' || typeof document === 'undefined') return null;
  return {
    locks,
    openChannel: (name) => new BroadcastChannel(name),
    watchSleep({ sleep, wake }) {
      addEventListener('pagehide', sleep);
      addEventListener('pageshow', wake);
      document.addEventListener('freeze', sleep);
      document.addEventListener('resume', wake);
    },
  };
}

/** This tab's line to the others that share one engine. */
export class TabLine {
  /** Another one for each line, so that a tab which comes back is not taken for what it was. */
  readonly id = randomId();
  readonly leadership: Leadership;
  readonly #world: TabWorld;
  readonly #name: string;
  readonly #announcements: TabChannel;

  private constructor(world: TabWorld, name: string, onAnnouncement: (announcement: Announcement) => void) {
    this.#world = world;
    this.#name = name;
    this.leadership = new Leadership(world.locks, name);
    this.#announcements = world.openChannel(name);
    this.#announcements.onmessage = ({ data }) => {
      const announcement = readAnnouncement(data);
      if (announcement) onAnnouncement(announcement);
    };
  }

  /** Opens the line of all who use the same key. */
  static async open(
    world: TabWorld,
    key: string,
    onAnnouncement: (announcement: Announcement) => void,
  ): Promise<TabLine> {
    return new TabLine(world, `local-llm-chat:engine:${PROTOCOL}:${await digest(key)}`, onAnnouncement);
  }

  announce(announcement: Announcement): void {
    this.#announcements.postMessage(announcement);
  }

  /** The channel of one leader and one follower. */
  openChannel(link: string): TabChannel {
    return this.#world.openChannel(`${this.#name}:${link}`);
  }

  announceLife(link: string, signal: AbortSignal): Promise<void> {
    return announceLife(`${this.#name}:life:${link}`, this.#world.locks, signal);
  }

  watchLife(link: string, onDeath: () => void, signal: AbortSignal): void {
    watchLife(`${this.#name}:life:${link}`, this.#world.locks, onDeath, signal);
  }

  close(): void {
    this.#announcements.onmessage = null;
    this.#announcements.close();
  }
}

/** A name for one end of a channel. */
export function randomId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

/** Keys are long, and names of locks and channels can be seen by the whole site. */
async function digest(key: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)));
  return toHex(bytes.subarray(0, 12));
}
