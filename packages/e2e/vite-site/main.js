/** What a site that is built with Vite writes. */
import '@local-llm-chat/element/define.js';
import { model } from '@local-llm-chat/model-smollm2-135m';

document.querySelector('local-llm-chat').model = model;
