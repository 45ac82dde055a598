/** A conversation as a Markdown document, for people to read and keep. */
import { type ChatMessage, type MessageTree, messageText, type ToolPart } from '../messages.js';
import { escapedMarkdown } from './escaped-markdown.js';
import { shownBranch } from './message-tree.js';
import { sourceLines } from './source-lines.js';
import type { ThreadInfo } from './thread-info.js';

/** Words of the document, for other languages. */
export interface MarkdownWords {
  /** The title of a conversation that has none. */
  readonly untitled: string;
  readonly user: string;
  readonly assistant: string;
  /** Stands before the names of files. */
  readonly attached: string;
  /** Stands before the calls of tools that an answer is made from. */
  readonly tools: string;
  /** Stands in the place of a call's result where nothing came of it. */
  readonly notDone: string;
  /** Stands before the sources of an answer from documents. */
  readonly sources: string;
  /** Stands before the passages that come nearest, where the documents do not say. */
  readonly nearest: string;
  /** Stands after an answer that was cut off. */
  readonly incomplete: string;
}

/** So much of an argument or a result is told. */
const MOST_OF_CALL = 200;

/** The words in English. */
export const ENGLISH_WORDS: MarkdownWords = {
  untitled: 'Conversation',
  user: 'You',
  assistant: 'Assistant',
  attached: 'Attached:',
  tools: 'Tools:',
  notDone: 'not done',
  sources: 'Sources:',
  nearest: 'Nearest passages:',
  incomplete: 'This answer is not complete.',
};

/**
 * The branch that is shown, with title, date and roles. Files are named, not included; what the
 * model thought before it answered is left out.
 */
export function toMarkdown(
  { title, createdAt }: Pick<ThreadInfo, 'title' | 'createdAt'>,
  tree: MessageTree,
  words: MarkdownWords = ENGLISH_WORDS,
): string {
  const blocks = [`# ${escapedMarkdown(title === '' ? words.untitled : title)}`, `*${day(createdAt)}*`];
  for (const message of shownBranch(tree)) blocks.push(...blocksOf(message, words));
  return `${blocks.join('\n\n')}\n`;
}

function blocksOf(message: ChatMessage, words: MarkdownWords): string[] {
  const { role, model, status, finishReason, parts } = message;
  const name =
    role === 'user' ? words.user : `${words.assistant}${model === undefined ? '' : ` (${escapedMarkdown(model)})`}`;
  const files = parts.filter((part) => part.type === 'file').map((file) => escapedMarkdown(file.name));
  const text = messageText(message).trim();
  const calls = parts.filter((part) => part.type === 'tool');
  const isCut = role === 'assistant' && (status !== 'complete' || finishReason === 'length');
  return [
    `## ${name}`,
    ...(files.length === 0 ? [] : [`${words.attached} ${files.join(', ')}`]),
    ...(calls.length === 0 ? [] : [[words.tools, '', ...calls.map((call) => callLine(call, words))].join('\n')]),
    ...(text === '' ? [] : [closed(text)]),
    ...sourcesOf(message, words),
    ...(isCut ? [`*${words.incomplete}*`] : []),
  ];
}

/** What tools have answered has none here. */
function sourcesOf(message: ChatMessage, words: MarkdownWords): string[] {
  const { knowledge, agent } = message;
  if (knowledge === undefined || agent !== undefined || knowledge.sources.length === 0) return [];
  const { status, sources } = knowledge;
  // What was merely being read is no source; with words it is what they cite.
  if (status === 'searching' || (status === 'reading' && messageText(message) === '')) return [];
  return [[status === 'not-found' ? words.nearest : words.sources, '', ...sourceLines(sources)].join('\n')];
}

/** A call and its result, on one line and not in full: they are there to be understood, not to be used again. */
function callLine({ tool, title = tool, arguments: args, status, text }: ToolPart, { notDone }: MarkdownWords): string {
  const given = args.map((argument) => `${argument.name}: ${shortened(argument.text)}`).join(', ');
  const call = given === '' ? title : `${title} (${given})`;
  return `- ${escapedMarkdown(`${call} → ${status === 'done' ? shortened(text) : notDone}`)}`;
}

function shortened(text: string): string {
  return text.length <= MOST_OF_CALL ? text : `${text.slice(0, MOST_OF_CALL).toWellFormed()} …`;
}

/** An answer that was cut off inside a fence must not swallow all that follows. */
function closed(text: string): string {
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    const [, marks = '', rest = ''] = mark ?? [];
    if (marks === '') continue;
    if (fence === '') {
      if (marks.startsWith('~') || !rest.includes('`')) fence = marks;
    } else if (marks[0] === fence[0] && marks.length >= fence.length && rest.trim() === '') fence = '';
  }
  return fence === '' ? text : `${text}\n${fence}`;
}

/** The date as ISO 8601 writes it: the same everywhere, and no one has to guess what is the month. */
function day(time: number): string {
  const date = new Date(time);
  const figures = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return figures.map((figure) => String(figure).padStart(2, '0')).join('-');
}
