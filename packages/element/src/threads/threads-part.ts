/** What is fetched of conversations when it is needed. */
export { ThreadKeeper } from './thread-keeper.js';
export { ThreadsView } from './threads-view.js';
