import { describe, expect, it } from 'vitest';
import { createKnowledge } from '../knowledge/knowledge.js';
import { createFakeLLM } from '../testing.js';
import { answerFromKnowledge, type KnowledgeAnswer } from './answer-from-knowledge.js';
import { leansBack } from './follow-up.js';

const PRICES = {
  url: '/prices',
  title: 'Prices',
  text: '# Prices\n\nA chair costs 40 euros. A table costs 90 euros.\n\n## Delivery\n\nDelivery takes two days. It is free from 100 euros on.',
};
const REPAIRS = {
  url: '/repairs',
  title: 'Repairs',
  text: '# Repairs\n\nWe repair chairs that were bought here. Bring the receipt. A repair takes a week.',
};

async function shop(reply: string | ((prompt: string) => string)) {
  const knowledge = createKnowledge();
  await knowledge.add(PRICES);
  await knowledge.add(REPAIRS);
  const asked: string[] = [];
  const llm = createFakeLLM({
    reply: ({ messages }) => {
      const prompt = messages.at(-1)?.content ?? '';
      asked.push(prompt);
      return typeof reply === 'string' ? reply : reply(prompt);
    },
  });
  await llm.load();
  return { knowledge, model: llm, asked };
}

describe.each(['each', 'together'] as const)('an answer from documents, read %s', (reading) => {
  it('cites the passage, with the words that say so', async () => {
    const { knowledge, model } = await shop('A chair costs 40 euros.');
    const found = await answerFromKnowledge('What does a chair cost?', { knowledge, model, reading });
    expect(found).toMatchObject({ status: 'found', answer: 'A chair costs 40 euros. [1]', ranking: 'keywords' });
    expect(found.sources).toHaveLength(1);
    expect(found.sources[0]).toMatchObject({
      number: 1,
      url: '/prices',
      title: 'Prices',
      quotes: ['A chair costs 40 euros.'],
    });
    expect(found.sources[0]?.href).toBe('/prices#:~:text=A%20chair%20costs%2040%20euros.');
  });

  it('does not say what no passage says', async () => {
    const { knowledge, model } = await shop('A wardrobe costs 700 euros.');
    const found = await answerFromKnowledge('What does a wardrobe cost?', { knowledge, model, reading });
    expect(found).toMatchObject({ status: 'not-found', answer: '' });
    expect(found.sources.map(({ url }) => url)).toContain('/prices');
    expect(found.sources.flatMap(({ quotes }) => quotes)).toEqual([]);
  });

  it('asks nothing when nothing was found', async () => {
    const { knowledge, model, asked } = await shop('Paris.');
    const found = await answerFromKnowledge('Xylophone?', { knowledge, model, reading });
    expect(found).toEqual({ status: 'not-found', query: 'Xylophone?', ranking: 'keywords', sources: [], answer: '' });
    expect(asked).toEqual([]);
  });

  it('tells how far it is', async () => {
    const { knowledge, model } = await shop('A repair takes a week.');
    const run = answerFromKnowledge('How long does a repair take?', { knowledge, model, reading });
    const seen: KnowledgeAnswer[] = [];
    for await (const partial of run) seen.push(partial);
    expect(seen.map(({ status }) => status)).toContain('reading');
    expect(seen.find(({ status }) => status === 'reading')?.sources[0]).toMatchObject({ number: 1, quotes: [] });
    expect((await run).sources[0]?.url).toBe('/repairs');
  });

  it('ends when it is stopped', async () => {
    const { knowledge, model } = await shop('A repair takes a week.');
    const signal = AbortSignal.abort();
    await expect(answerFromKnowledge('How long?', { knowledge, model, reading, signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('passages that are read together', () => {
  it('are cited in the order of the answer, each where it says so', async () => {
    const { knowledge, model } = await shop(
      'A repair takes a week [1]. Delivery takes two days. The moon is made of cheese [2].',
    );
    const question = 'How long do a repair and delivery take?';
    const found = await answerFromKnowledge(question, { knowledge, model, reading: 'together' });
    expect(found.answer).toBe('A repair takes a week. [1] Delivery takes two days. [2]');
    expect(found.sources.map(({ number, url, quotes }) => ({ number, url, quotes }))).toEqual([
      { number: 1, url: '/repairs', quotes: ['A repair takes a week.'] },
      { number: 2, url: '/prices', quotes: ['Delivery takes two days.'] },
    ]);
  });
});

describe('a question that leans on what was said', () => {
  const conversation = [
    { role: 'user', content: 'What does a chair cost?' },
    { role: 'assistant', content: 'A chair costs 40 euros. [1]' },
  ] as const;

  it('is made whole by the model, in words that were said', async () => {
    const { knowledge, model, asked } = await shop((prompt) =>
      prompt.includes('Last question') ? 'How long does a repair of a chair take?' : 'A repair takes a week.',
    );
    const question = 'And how long does a repair of it take?';
    const found = await answerFromKnowledge(question, { knowledge, model, conversation });
    expect(found).toMatchObject({
      query: 'How long does a repair of a chair take?',
      answer: 'A repair takes a week. [1]',
    });
    expect(asked[0]).toContain('Last question: And how long');
  });

  it('keeps its own words where the model makes some up', async () => {
    const { knowledge, model } = await shop((prompt) =>
      prompt.includes('Last question') ? 'Who is the president of France?' : 'We repair chairs that were bought here.',
    );
    const found = await answerFromKnowledge('Do you repair them?', { knowledge, model, conversation });
    expect(found.query).toBe('Do you repair them? (What does a chair cost?)');
  });

  it('is answered for what it asks, not for what was asked before', async () => {
    const knowledge = createKnowledge();
    await knowledge.add({ url: '/hours', title: 'Hours', text: 'The shop opens at nine. It closes at six.' });
    const llm = createFakeLLM({ reply: 'Lorem ipsum.' });
    await llm.load();
    const before = [
      { role: 'user', content: 'When does the shop open?' },
      { role: 'assistant', content: 'The shop opens at nine. [1]' },
    ] as const;
    const found = await answerFromKnowledge('When does it close?', { knowledge, model: llm, conversation: before });
    expect(found).toMatchObject({ status: 'found', answer: 'It closes at six. [1]' });
  });

  it('is asked as it is where it stands by itself', async () => {
    const { knowledge, model, asked } = await shop('A table costs 90 euros.');
    const question = 'What does a table from your shop cost?';
    const found = await answerFromKnowledge(question, { knowledge, model, conversation });
    expect(found.query).toBe(question);
    expect(asked.some((prompt) => prompt.includes('Last question'))).toBe(false);
  });
});

describe('what an answer is held to', () => {
  const ask = async (text: string, question: string, reply: string, reading: 'each' | 'together') => {
    const knowledge = createKnowledge();
    await knowledge.add({ url: '/page', title: 'Page', text });
    const llm = createFakeLLM({ reply });
    await llm.load();
    return answerFromKnowledge(question, { knowledge, model: llm, reading });
  };

  it.each(['each', 'together'] as const)('may be that something is not so, read %s', async (reading) => {
    const said = 'The price does not include batteries.';
    const found = await ask(`It has two buttons. ${said}`, 'Does the price include batteries?', said, reading);
    expect(found).toMatchObject({ status: 'found', answer: `${said} [1]` });
  });

  it.each(['Delivery costs 49 kr.', 'Delivery costs 25 zł.', 'Delivery costs 300 yen.'])(
    'is a price: %s',
    async (said) => {
      expect((await ask(said, 'What does delivery cost?', said, 'each')).answer).toBe(`${said} [1]`);
    },
  );

  it('is the thing that was asked about, also where its name is like a common word', async () => {
    const text = 'Red wire costs 5 euros. Rope costs 7 euros.';
    const found = await ask(text, 'What does wire cost?', '7 euros.', 'each');
    expect(found.answer).not.toContain('7');
  });

  it('keeps brackets that cite nothing', async () => {
    const said = 'The file name is found in argv[2] of the process.';
    expect((await ask(said, 'Where is the file name found?', said, 'each')).answer).toBe(`${said} [1]`);
  });

  it.each(['Bring the receipt [1].', 'Bring the receipt.'])('has to do with the question: %s', async (reply) => {
    const text = 'We repair chairs. Bring the receipt. The chair company is in Rome.';
    const found = await ask(text, 'Who founded the chair company?', reply, 'together');
    expect(found.status).toBe('not-found');
  });

  it.each(['each', 'together'] as const)('is found below a title that has no end, read %s', async (reading) => {
    const knowledge = createKnowledge();
    const title = 'chair '.repeat(20_000);
    await knowledge.add({ url: '/long', title, text: 'A chair costs 40 euros.' });
    const llm = createFakeLLM({ reply: 'A chair costs 40 euros.' });
    await llm.load();
    const found = await answerFromKnowledge('What does a chair cost?', { knowledge, model: llm, reading });
    expect(found.status).toBe('found');
  });
});

describe('a question that stands by itself', () => {
  it.each([
    '¿Cuál es el precio del envío urgente internacional?',
    'Liefern Sie Möbel aus Eiche nach Österreich?',
    'Quels sont les délais de livraison en Belgique pour une table ?',
    '还有其他的椅子颜色可以选择吗？',
    'What does delivery to Norway cost in winter?',
  ])('is known as such: %s', (question) => {
    expect(leansBack(question)).toBe(false);
  });

  it.each(['And in winter?', 'What does it cost with delivery to Norway?', '它的价格和颜色有哪些选择？'])(
    'and one that does not: %s',
    (question) => expect(leansBack(question)).toBe(true),
  );
});
