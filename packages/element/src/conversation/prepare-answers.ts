/** Fetches what answers are drawn with, so that it is here when the first one comes. */
import { loadMarkdown } from '../markdown/markdown.js';
import type { MessageList } from '../message-list.js';

/** For the element with that root and list. */
export function prepareAnswers(root: Node, list: MessageList | undefined): void {
  void loadMarkdown(root);
  void list?.preload();
}
