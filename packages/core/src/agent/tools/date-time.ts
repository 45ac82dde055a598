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
    suggest: (question) => (NOW.test(question) ? [{ days: 0 }] : []),
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
