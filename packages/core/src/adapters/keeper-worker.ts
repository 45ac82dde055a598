/** The worker file of the keeper. */
import { serveWorker } from '../engine/serve-worker.js';
import { createAdapter } from './keeper.js';

serveWorker(createAdapter);
