/** What small models say around an answer is no part of it. */

/** "Here is a summary of the text:" and the like, on a line of its own or before the answer. */
const LEAD_IN =
  /^(?:sure|certainly|of course|okay|ok)?[,!. ]*(?:here (?:is|are|'s)|this is|below is)\b[^\n:]{0,100}:\s*/i;
const LABEL = /^\**(?:summary|headline|title|tl;?dr|answer|rewritten text|translation|corrected text)\**\s*:\**\s*/i;
const QUOTES = /^(["“”„«'‘])([\s\S]*)(["“”»'’])$/;

/** The answer itself: without an introduction, a label, or quotation marks around the whole. */
export function plainAnswer(answer: string): string {
  const text = answer.trim().replace(LEAD_IN, '').replace(LABEL, '').trim();
  const inner = QUOTES.exec(text)?.[2];
  return inner === undefined || /["“”]/.test(inner) ? text : inner.trim();
}

/** Without sentences that were said before: small models turn in circles. */
export function withoutRepeats(text: string): string {
  const seen = new Set<string>();
  const isNew = (sentence: string) => {
    const key = sentence
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (key === '') return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  return text
    .split('\n')
    .map((line) => sentencesIn(line).filter(isNew).join('').trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function sentencesIn(line: string): string[] {
  return [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line)].map(({ segment }) => segment);
}

/** Without the sentence that was cut off at its end; the text itself when it has no whole one. */
export function wholeSentences(text: string): string {
  const end = text.search(/[.!?。！？؟…]["”’»)\]]*\s*[^.!?。！？؟…]*$/u);
  if (end < 0) return text;
  const rest = /^[.!?。！？؟…]["”’»)\]]*/u.exec(text.slice(end))?.[0].length ?? 1;
  return text.slice(0, end + rest).trim();
}
