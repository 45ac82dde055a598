/** Makes a question whole that leans on what was said before it. */
import type { PromptMessage } from '../generate.js';
import { standalonePrompt } from './answer-from-knowledge.prompt.js';
import type { Desk } from './desk.js';
import { contentKeys } from './text-words.js';
import { plainAnswer } from './tidy-answer.js';

const ANSWER_TOKENS = 48;
/** Longer turns are cut: what they are about is said at their beginning. */
const TURN_CHARACTERS = 300;
const MOST_TURNS = 4;
/** A question with so many words of its own stands by itself, unless it points back. */
const WHOLE_WORDS = 3;

/** Words that stand for something said before, in the languages of the project, where they mean little else. */
const POINTS_BACK =
  /(?<!\p{L})(?:it|its|they|them|their|that one|this one|these|those|the same|he|she|him|her|eso|esto|ello|ellos|ellas|lo mismo|ihn|ihm|davon|dafür|damit|dazu|darin|ça|cela|celui-ci|celle-ci|ceux-ci)(?!\p{L})|^\s*¿?(?:and|what about|how about|why|also|y|und|et)(?!\p{L})|(?<!其)[它他她]|这个|那个|这些|那些|それ|これ|あれ|(?<!\p{L})(?:هو|هي|هذا|هذه|ذلك|यह|वह|इस|उस|इसे|उसे)(?!\p{L})/iu;

/** A question after what was said before it. */
export interface UnderstoodQuestion {
  /** It can be understood alone. */
  readonly whole: string;
  /** What of it asks; the rest says what it is about. */
  readonly own: string;
}

/**
 * The question as it is understood after the conversation. The model is asked only where the question leans on it, and
 * is believed only as far as its words were said there: else the words of the last question are added.
 */
export async function standaloneQuestion(
  question: string,
  conversation: readonly PromptMessage[],
  desk: Desk,
): Promise<UnderstoodQuestion> {
  const turns = conversation.filter(({ role }) => role !== 'system').slice(-MOST_TURNS);
  const before = turns.findLast(({ role }) => role === 'user');
  if (before === undefined || !leansBack(question)) return { whole: question, own: question };
  const short = turns.map((turn) => ({ ...turn, content: cut(turn.ownText ?? turn.content) }));
  const { text, isCut } = await desk.ask({
    messages: standalonePrompt(short, question),
    answerTokens: ANSWER_TOKENS,
    stop: ['\n'],
  });
  const made = plainAnswer(text);
  if (!isCut && isFaithful(made, question, short)) return { whole: made, own: made };
  return { whole: withSubject(question, cut(before.ownText ?? before.content)), own: question };
}

/** A question that cannot be understood alone, as far as its words tell. */
export function leansBack(question: string): boolean {
  return POINTS_BACK.test(question) || contentKeys(question).size < WHOLE_WORDS;
}

/** It says nothing that was not said, all that was asked, and something of what was said before. */
function isFaithful(made: string, question: string, turns: readonly PromptMessage[]): boolean {
  if (made === '' || made.length > question.length + TURN_CHARACTERS) return false;
  const own = contentKeys(question);
  const said = new Set([...own, ...turns.flatMap(({ content }) => [...contentKeys(content)])]);
  const keys = contentKeys(made);
  const isAdding = [...keys].some((key) => !own.has(key));
  return isAdding && [...keys].every((key) => said.has(key)) && [...own].every((key) => keys.has(key));
}

/** The question, and what the one before it was about. */
function withSubject(question: string, before: string): string {
  return `${question.trim()} (${before.trim()})`;
}

function cut(text: string): string {
  return text.length <= TURN_CHARACTERS ? text : text.slice(0, TURN_CHARACTERS).toWellFormed();
}
