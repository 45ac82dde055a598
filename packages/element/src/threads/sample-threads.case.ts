/** Conversations for stories: of today, of this week, and older. */

const DAY_MS = 86_400_000;

/** A conversation of one question. */
export interface SampleThread {
  readonly question: string;
  readonly answer: string;
  readonly daysAgo: number;
  readonly isPinned?: boolean;
}

const SAMPLES: readonly SampleThread[] = [
  {
    question: 'How do I repot a Monstera?',
    answer: 'In spring, into a pot that is **two fingers wider**, with fresh soil. Water it well, then leave it alone.',
    daysAgo: 2,
    isPinned: true,
  },
  {
    question: 'Why do the leaves turn yellow?',
    answer: 'Mostly because the soil is too wet. Let it dry between two waterings.',
    daysAgo: 0.02,
  },
  {
    question: 'Write a poem about rain for my niece, who is seven years old',
    answer: 'Drip and drop and drop and drip, the clouds have taken off their lip.',
    daysAgo: 0.1,
  },
  { question: 'Rivers of Spain', answer: 'Ebro, Duero, Tajo, Guadiana and Guadalquivir.', daysAgo: 1 },
  { question: 'A regular expression for dates', answer: '`\\d{4}-\\d{2}-\\d{2}`', daysAgo: 4 },
  { question: 'Plan a weekend in Porto', answer: 'Saturday: Ribeira. Sunday: Foz.', daysAgo: 40 },
  { question: 'Soup without onions', answer: 'Leek and potatoes.', daysAgo: 75 },
];

/** What `exportThreads` of a chat with these conversations would give; their ids are `sample-0` and so on. */
export function sampleArchive(now = Date.now(), more: readonly SampleThread[] = []): string {
  const threads = [...SAMPLES, ...more].map(({ question, answer, daysAgo, isPinned = false }, index) => {
    const createdAt = Math.round(now - daysAgo * DAY_MS);
    const message = { createdAt, status: 'complete' };
    return {
      id: `sample-${index}`,
      ownTitle: null,
      isPinned,
      leafId: `answer-${index}`,
      messages: [
        {
          ...message,
          id: `question-${index}`,
          role: 'user',
          parentId: null,
          parts: [{ type: 'text', text: question }],
        },
        {
          ...message,
          id: `answer-${index}`,
          role: 'assistant',
          parentId: `question-${index}`,
          parts: [{ type: 'text', text: answer }],
        },
      ],
    };
  });
  return JSON.stringify({ format: 'local-llm-chat/threads@1', threads });
}
