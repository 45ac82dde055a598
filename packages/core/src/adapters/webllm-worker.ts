/** The worker file of web-llm. */
import { serveWorker } from '../engine/serve-worker.js';
import { createAdapter } from './webllm.js';

serveWorker(createAdapter);
