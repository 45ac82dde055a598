/** Tells the events of an answer from those of a load and of a failure. */
import type { GenerationEvent } from '../generate.js';
import type { JobEvent } from '../wire.js';

/** True for what a `Generate` yields. */
export function isGenerationEvent(event: JobEvent): event is GenerationEvent {
  return (
    event.type !== 'download-progress' &&
    event.type !== 'load-progress' &&
    event.type !== 'load-finish' &&
    event.type !== 'count-finish' &&
    event.type !== 'job-error'
  );
}
