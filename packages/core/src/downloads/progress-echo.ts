/** Lets tabs that wait for another one's download see how far it is. */
import type { LoadProgress } from '../engine/adapter.js';
import { MODEL_FOLDER } from './model-key.js';

/** Often enough to look alive. */
const INTERVAL_MS = 250;

/** Tells progress here and to the tabs that wait, and theirs for as long as there is none here. */
export class ProgressEcho {
  readonly #onProgress: (progress: LoadProgress) => void;
  readonly #channel: BroadcastChannel | null;
  #isOwn = false;
  #most = 0;
  #sentAt = Number.NEGATIVE_INFINITY;

  /** @param key of the model. */
  constructor(key: string, onProgress: (progress: LoadProgress) => void) {
    this.#onProgress = onProgress;
    this.#channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`${MODEL_FOLDER}:progress:${key}`) : null;
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<LoadProgress>) => {
      if (!this.#isOwn) this.#tell(data);
    });
  }

  readonly tell = (progress: LoadProgress): void => {
    this.#isOwn = true;
    this.#tell(progress);
    const now = performance.now();
    if (now - this.#sentAt < INTERVAL_MS) return;
    this.#sentAt = now;
    this.#channel?.postMessage(progress);
  };

  close(): void {
    this.#channel?.close();
  }

  /** What another tab had reached may be further than what is left of it. */
  #tell(progress: LoadProgress): void {
    if (progress.type !== 'download-progress') return;
    this.#most = Math.max(this.#most, progress.loadedBytes);
    this.#onProgress({ ...progress, loadedBytes: this.#most });
  }
}
