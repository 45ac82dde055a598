/** Tells who waits for a load what the engine's state says, in the words of an adapter. */
import type { LoadProgress } from './adapter.js';
import type { EngineState } from './engine-state.js';

export function reportProgress(state: EngineState, onProgress: (progress: LoadProgress) => void): void {
  if (state.status === 'downloading' && state.download) {
    const { loadedBytes, totalBytes, hold } = state.download;
    onProgress({ type: 'download-progress', loadedBytes, totalBytes, ...(hold === null ? {} : { hold }) });
  } else if (state.status === 'loading') {
    onProgress({ type: 'load-progress', fraction: state.loadFraction });
  }
}
