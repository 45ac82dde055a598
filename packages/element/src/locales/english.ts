/** The English texts: the keys that there are, and what is said where a translation has no words yet. */
import type { CompiledMessage } from 'icu-minify/format';
import type { en } from './en.js';
import type { enComposer } from './en-composer.js';
import type { enConversation } from './en-conversation.js';
import type { enDisplay } from './en-display.js';
import type { enIsolated } from './en-isolated.js';
import type { enKnowledge } from './en-knowledge.js';
import type { enLeave } from './en-leave.js';
import type { enMessages } from './en-messages.js';
import type { enModels } from './en-models.js';
import type { enRun } from './en-run.js';
import type { enSearch } from './en-search.js';
import type { enSearchResults } from './en-search-results.js';
import type { enSummary } from './en-summary.js';
import type { enTasks } from './en-tasks.js';
import type { enThreads } from './en-threads.js';
import type { enTools } from './en-tools.js';
import type { SourceOf } from './messages.js';

/** Every text by its key. A file of texts that comes later than the page, as `en-models.ts` does, is named here too. */
export type English = SourceOf<typeof en> &
  SourceOf<typeof enConversation> &
  SourceOf<typeof enMessages> &
  SourceOf<typeof enLeave> &
  SourceOf<typeof enKnowledge> &
  SourceOf<typeof enComposer> &
  SourceOf<typeof enModels> &
  SourceOf<typeof enTasks> &
  SourceOf<typeof enRun> &
  SourceOf<typeof enSearch> &
  SourceOf<typeof enSearchResults> &
  SourceOf<typeof enSummary> &
  SourceOf<typeof enThreads> &
  SourceOf<typeof enTools> &
  SourceOf<typeof enDisplay> &
  SourceOf<typeof enIsolated>;

/** The name of a text, e.g. `start.button`. */
export type TextKey = keyof English & string;

/** The texts of another language. What it lacks is said in English. */
export type Translation = { readonly [Key in TextKey]?: string };

/** Compiled messages, by key. */
export type Dictionary = { readonly [Key in TextKey]?: CompiledMessage };

let known: Dictionary = {};

/** Which file of another language has a text: that of a chat's first texts, that of all late parts, or one of its own. */
export type TextGroup = 'first' | 'late' | 'search' | 'summary';

const inUse = new Set<TextGroup>();
const listeners = new Set<() => void>();

/** Adds the English texts of an element, or of a part that is fetched late. Other languages are fetched from then on. */
export function addEnglish(more: Dictionary, group: TextGroup = 'late'): void {
  if (Object.keys(more).every((key) => key in known)) return;
  inUse.add(group);
  known = { ...known, ...more };
  for (const listener of [...listeners]) listener();
}

/** Texts of a group are in use. */
export function isInUse(group: TextGroup): boolean {
  return inUse.has(group);
}

/** Calls back whenever a part has added its texts, until the function that this returns is called. */
export function onEnglish(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The English message for a key; undefined for one of a part that was not fetched, which nobody asks for. */
export function englishMessage(key: TextKey): CompiledMessage | undefined {
  return known[key];
}
