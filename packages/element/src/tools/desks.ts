/** Where what draws a chat finds its desk of tools, once there is one. */
import type { Assistant } from '../assistant.js';
import type { ToolDesk } from './tool-desk.js';

export const desks = new WeakMap<Assistant, ToolDesk>();
