/** The worker file of llama.cpp. */
import { serveWorker } from '../engine/serve-worker.js';
import { createAdapter } from './wllama.js';

serveWorker(createAdapter);
