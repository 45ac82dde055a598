/** Gives the chat of the page a tool, as a site without a build does. */
import { calculator } from '/core/agent-tools.js';

document.querySelector('local-llm-chat').tools = [calculator()];
