/** Tools that keep notes on this device, each with where it came from: a stranger's note stays a stranger's. */
import { defineTool, Labelled, type Tool } from '../define-tool.js';
import { joinLabels, type Label } from '../labels.js';
import type { Permission } from '../tool-manifest.js';

/** A note. */
export interface Note {
  readonly id: string;
  readonly text: string;
  /** Of all that it was made of, for as long as it is kept. */
  readonly label: Label;
  /** In milliseconds since 1970. */
  readonly writtenAt: number;
}

/** Where notes are kept. */
export interface NoteStore {
  add(note: Note): Promise<void>;
  all(): Promise<readonly Note[]>;
  delete(id: string): Promise<void>;
}

/** Keeps notes until the page is closed. */
export function createMemoryNotes(): NoteStore {
  const notes = new Map<string, Note>();
  return {
    async add(note) {
      notes.set(note.id, note);
    },
    all: async () => [...notes.values()],
    async delete(id) {
      notes.delete(id);
    },
  };
}

/** Settings of {@link noteTools}. */
export interface NoteToolsOptions {
  /** Default: in memory. */
  readonly store?: NoteStore;
  /** Whether keeping a note is asked about. Default: `ask-when-tainted`. */
  readonly permission?: Permission;
  readonly now?: () => number;
}

/** Nobody beyond this device has notes. */
const HERE: Label = { integrity: 'host', readers: 'local-only' };
const MOST_NOTES = 5;

/** `remember` and `recall`. */
export function noteTools(options: NoteToolsOptions = {}): readonly Tool[] {
  const { store = createMemoryNotes(), permission = 'ask-when-tainted', now = Date.now } = options;
  const remember = defineTool({
    name: 'remember',
    description: 'Keeps a note for later.',
    input: { type: 'object', properties: { text: { type: 'string', maxLength: 400 } }, required: ['text'] },
    effect: 'write-local',
    permission,
    returns: { integrity: 'host', readers: 'public' },
    async execute(input, { label }) {
      const { text } = input as { readonly text: string };
      await store.add({ id: crypto.randomUUID(), text, label: joinLabels(label, HERE), writtenAt: now() });
      return 'The note is kept.';
    },
  });
  const recall = defineTool({
    name: 'recall',
    description: 'Finds notes that were kept before.',
    input: { type: 'object', properties: { about: { type: 'string', maxLength: 80 } }, required: ['about'] },
    effect: 'read-local',
    permission: 'allow',
    // At the best. Each note says what it is.
    returns: HERE,
    async execute(input) {
      const { about } = input as { readonly about: string };
      const found = bestNotes(await store.all(), about);
      const text = found.length === 0 ? 'There is no such note.' : found.map((note) => note.text).join('\n');
      return new Labelled(text, joinLabels(HERE, ...found.map((note) => note.label)));
    },
  });
  return [remember, recall];
}

/** Those that share the most words with what is asked for, else the newest. */
function bestNotes(notes: readonly Note[], about: string): readonly Note[] {
  const asked = new Set(wordsIn(about));
  const score = ({ text }: Note) => wordsIn(text).filter((word) => asked.has(word)).length;
  const scored = notes.map((note) => ({ note, score: score(note) }));
  const hasHit = scored.some((one) => one.score > 0);
  return scored
    .filter((one) => !hasHit || one.score > 0)
    .sort((one, other) => other.score - one.score || other.note.writtenAt - one.note.writtenAt)
    .slice(0, MOST_NOTES)
    .map(({ note }) => note);
}

function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
}
