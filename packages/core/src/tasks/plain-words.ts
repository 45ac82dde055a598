/** Words that code can put right before a model rewrites: slang where a text is to be formal, officialese where it is to be easy. */
import { isWrittenIn } from './written-in.js';

type Pairs = readonly (readonly [RegExp, string])[];

/** Of the list of plainlanguage.gov, what can be put in the place of the other without changing the sentence. */
const EASIER: Pairs = pairs({
  notwithstanding: 'despite',
  'pursuant to': 'under',
  'in accordance with': 'under',
  'owing to the fact that': 'because',
  'due to the fact that': 'because',
  'owing to': 'because of',
  'on account of': 'because of',
  'in the event that': 'if',
  'in the event of': 'in case of',
  'for the purpose of': 'for',
  'in order to': 'to',
  'so as to': 'to',
  'prior to': 'before',
  'subsequent to': 'after',
  'with regard to': 'about',
  'with reference to': 'about',
  'in respect of': 'about',
  'in lieu of': 'instead of',
  'at the present time': 'now',
  'per annum': 'a year',
  forthwith: 'at once',
  whilst: 'while',
  thereafter: 'after that',
  commence: 'begin',
  commences: 'begins',
  utilise: 'use',
  utilize: 'use',
  endeavour: 'try',
  ascertain: 'find out',
  remuneration: 'pay',
  'a sufficient number of': 'enough',
  sufficient: 'enough',
  ' hereby': '',
  ' herewith': '',
  ' aforementioned': '',
});

const FORMAL: Pairs = [
  ...pairs({
    wanna: 'want to',
    gonna: 'going to',
    gotta: 'have to',
    gimme: 'give me',
    kinda: 'rather',
    hey: 'hello',
    hi: 'hello',
    yeah: 'yes',
    nope: 'no',
    okay: 'all right',
    asap: 'as soon as possible',
    'thanks a lot': 'thank you very much',
    thanks: 'thank you',
    "can't": 'cannot',
    "won't": 'will not',
    "shan't": 'shall not',
    "i'm": 'I am',
    "let's": 'let us',
  }),
  // A kind of tea is something else.
  [/(?<=\b(?:am|is|are|was|were|feels?|looks?) )(?:kind|sort) of\b/giu, 'rather'],
  [/(?<=\p{L})n['’]t\b/gu, ' not'],
  [/(?<=\p{L})['’]re\b/gu, ' are'],
  [/(?<=\p{L})['’]ll\b/gu, ' will'],
  [/(?<=\p{L})['’]ve\b/gu, ' have'],
];

/** What a rewritten text is to be. */
interface Aim {
  readonly tone?: string;
  readonly readingLevel?: string;
}

/** Puts words of a text right that has this aim. Only words of English are known; exclamation marks are those of everybody. */
export function plainWords(text: string, { tone, readingLevel }: Aim): (segment: string) => string {
  const isEnglish = isWrittenIn(text, 'en');
  const isSober = tone === 'formal' || tone === 'neutral';
  const isEasy =
    tone === 'friendly' ||
    tone === 'simple' ||
    readingLevel === 'child' ||
    (readingLevel === 'everyone' && tone !== 'formal');
  return (segment) => {
    let words = segment;
    if (isEnglish && tone === 'formal') words = replaced(words, FORMAL);
    if (isEnglish && isEasy) words = replaced(words, EASIER);
    // Code and placeholders have been taken out: what is left are sentences.
    return isSober ? words.replaceAll(/(?<=[\p{L}\p{N}"”’)])!+/gu, '.').replaceAll(/！+/g, '。') : words;
  };
}

function pairs(words: Readonly<Record<string, string>>): Pairs {
  return Object.entries(words).map(([from, to]) => {
    const edge = from.startsWith(' ') ? '' : "(?<![\\p{L}\\p{N}'’-])";
    return [new RegExp(`${edge}${from.replace("'", "['’]")}(?![\\p{L}\\p{N}'’-])`, 'giu'), to] as const;
  });
}

function replaced(text: string, words: Pairs): string {
  return words.reduce(
    (sofar, [from, to]) =>
      sofar.replace(from, (found) =>
        /^\p{Lu}/u.test(found) ? to.replace(/^\p{Ll}/u, (one) => one.toUpperCase()) : to,
      ),
    text,
  );
}
