/** A tool that knows what day it is. */
import { defineTool, type Tool } from '../define-tool.js';

/** Settings of {@link dateTime}. */
export interface DateTimeOptions {
  /** In which language it is said. Default: English. */
  readonly locale?: string;
  /** Default: the one of the device. */
  readonly timeZone?: string;
  /** Milliseconds since 1970. For tests. */
  readonly now?: () => number;
}

/** Asks for nothing but the clock. */
const NOW =
  /^\W*(?:what|which)(?:'s| is)? (?:the )?(?:day|date|time|weekday)(?: and time)?(?: is| do we have)?(?: it| today| now)*\W*$/i;

/** Asks for a day by its distance, and for nothing else that may lie between. */
const ASKS =
  /^\W*(?:what|which)(?:'s|’s| is| was| will)? (?:the )?(?:day|date|weekday)(?: of the (?:week|month))? ?(?:is|was|will|did|do|have|had|be|it|we|there|the|\s)*(.+?)\W*$/i;
const DISTANCES: readonly (readonly [RegExp, (count: number) => number])[] = [
  [/^(?:is it |be )?tomorrow$/i, () => 1],
  [/^(?:the )?day after tomorrow$/i, () => 2],
  [/^yesterday$/i, () => -1],
  [/^(?:the )?day before yesterday$/i, () => -2],
  [/^in (\d{1,5}) days?$|^(\d{1,5}) days? from (?:now|today)$/i, (count) => count],
  [/^(\d{1,5}) days? ago$/i, (count) => -count],
  [/^in (\d{1,4}) weeks?$|^(\d{1,4}) weeks? from (?:now|today)$/i, (count) => 7 * count],
  [/^(\d{1,4}) weeks? ago$/i, (count) => -7 * count],
];

/** How many days from now a question asks for; `null` where it asks for something else. */
function distanceIn(question: string): number | null {
  if (NOW.test(question)) return 0;
  const when = ASKS.exec(question)?.[1]?.trim() ?? '';
  for (const [pattern, days] of DISTANCES) {
    const found = pattern.exec(when);
    if (found !== null) return days(Number(found.slice(1).find((digits) => digits !== undefined) ?? 0));
  }
  return null;
}

/** Tells date, weekday and time: now, or so many days from now. */
export function dateTime({ locale = 'en', timeZone, now = Date.now }: DateTimeOptions = {}): Tool {
  return defineTool({
    name: 'date_time',
    description: 'Tells date, weekday and time of now, or of a day so many days from now.',
    input: {
      type: 'object',
      properties: { days: { type: 'integer', minimum: -36_600, maximum: 36_600, description: '0 for now' } },
      required: ['days'],
    },
    effect: 'read-local',
    permission: 'allow',
    returns: { integrity: 'host', readers: 'public' },
    suggest(question) {
      const days = distanceIn(question);
      return days === null ? [] : [{ days }];
    },
    say: (_, text) => String(text),
    examples: [
      { question: 'What day is today?', input: { days: 0 } },
      { question: 'What date was it yesterday?', input: { days: -1 } },
    ],
    execute(input) {
      const { days } = input as { readonly days: number };
      const format = new Intl.DateTimeFormat(locale, {
        dateStyle: 'full',
        timeStyle: 'short',
        ...(timeZone === undefined ? {} : { timeZone }),
      });
      const day = new Date(now());
      day.setDate(day.getDate() + days);
      return format.format(day);
    },
  });
}
