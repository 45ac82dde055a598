/** Each task with a model that says what the test wants: what becomes of good, bad and no answers. */
import { describe, expect, it } from 'vitest';
import { answer } from './answer.js';
import { classify } from './classify.js';
import { compare } from './compare.js';
import { extract } from './extract.js';
import { keywords } from './keywords.js';
import { askedText, testModel } from './model.case.js';
import { proofread } from './proofread.js';
import { rewrite } from './rewrite.js';
import { summarize } from './summarize.js';
import type { TaskModel } from './task-model.js';
import { title } from './title.js';
import { translate } from './translate.js';

const BAKERY =
  'The bakery on Mill Street opens at seven. On Sundays it is closed. Its owner, Ada Brandt, bakes 40 kinds of bread. ' +
  'A loaf of rye bread costs 4.20 euros.';

describe('summarize', () => {
  it('gives the words without what a model says around them', async () => {
    const model = testModel({ reply: () => 'Here is a summary of the text:\n\n"A bakery opens at seven."' });
    expect(await summarize(BAKERY, { model, length: 'short' })).toBe('A bakery opens at seven.');
  });

  it('leaves out what the text does not say, and says what is central where nothing is left', async () => {
    const model = testModel({ reply: () => 'It bakes 40 kinds of bread. It was founded in 1987.' });
    expect(await summarize(BAKERY, { model, length: 'short' })).toBe('It bakes 40 kinds of bread.');
    for (const reply of ['It was founded in 1987.', 'Clouds drift across distant mountains at dawn.', '']) {
      const said = await summarize(BAKERY, { model: testModel({ reply: () => reply }), length: 'short' });
      expect(BAKERY).toContain(said);
      expect(said).toMatch(/\.$/);
    }
  });

  it('drops a sentence that was cut off', async () => {
    const model = testModel({ reply: () => `A bakery opens at seven. ${'It is very '.repeat(100)}` });
    expect(await summarize(BAKERY, { model, length: 'short' })).toBe('A bakery opens at seven.');
  });

  it('makes a list of a JSON list, without doubles', async () => {
    const model = testModel({ reply: () => '["Opens at seven.", "Closed on Sundays.", "Opens at seven."]' });
    expect(await summarize(BAKERY, { model, format: 'bullets' })).toBe('- Opens at seven.\n- Closed on Sundays.');
    expect(model.requests[0]?.format).toMatchObject({ type: 'json', schema: { type: 'array' } });
  });

  it('says what is wanted: form, length, focus and language', async () => {
    const model = testModel({ reply: () => 'Words.' });
    await summarize(BAKERY, { model, length: 'long', focus: 'prices', language: 'es' });
    await summarize(BAKERY, { model, format: 'headline' });
    const asked = model.requests.map(({ messages }) => messages[0]?.content);
    expect(asked[0]).toMatch(/seven to ten sentences.*prices.*Spanish/s);
    expect(asked[1]).toMatch(/headline/);
  });
});

describe('extract', () => {
  const schema = {
    type: 'object',
    properties: { owner: { type: 'string' }, kinds: { type: 'integer' }, phone: { type: 'string' } },
    required: ['owner', 'kinds'],
  };

  it('gives a value of the schema, with where in the text it stands', async () => {
    const model = testModel({ reply: () => '{"owner":"Ada Brandt","kinds":40,"phone":"555"}' });
    const { value, spans } = await extract(BAKERY, schema, { model });
    expect(value).toEqual({ owner: 'Ada Brandt', kinds: 40, phone: '555' });
    const found = Object.entries(spans).map(([path, { start, end }]) => [path, BAKERY.slice(start, end)]);
    expect(Object.fromEntries(found)).toEqual({ '/owner': 'Ada Brandt', '/kinds': '40' });
    // Lists and texts that the schema leaves open are given an end.
    expect(model.requests[0]?.format).toMatchObject({
      type: 'json',
      schema: {
        properties: { owner: { maxLength: expect.any(Number) }, kinds: { type: 'integer' } },
        required: ['owner', 'kinds'],
      },
    });
  });

  it('shows the value while it is written', async () => {
    const model = testModel({ reply: () => '{"owner": "Ada Brandt", "kinds": 40}' });
    const seen: unknown[] = [];
    for await (const partial of extract(BAKERY, schema, { model })) seen.push(partial);
    expect(seen).toContainEqual({ owner: 'Ada' });
    expect(seen.at(-1)).toEqual({ owner: 'Ada Brandt', kinds: 40 });
  });

  it('joins the lists of chunks without doubles, with spans in the whole text', async () => {
    const list = {
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
    };
    const names = ['Anna', 'Bert', 'Cora', 'Dora'];
    const text = names.map((name) => `${name} came. ${'They talked about bread. '.repeat(12)}`).join('\n\n');
    const model = testModel({
      contextWindow: 320,
      reply: (request) =>
        JSON.stringify(
          names.filter((name) => name === 'Anna' || askedText(request).includes(name)).map((name) => ({ name })),
        ),
    });
    const { value, spans } = await extract(text, list, { model, answerTokens: 40 });
    expect(model.requests.length).toBeGreaterThan(1);
    expect(value).toEqual(names.map((name) => ({ name })));
    for (const [index, name] of names.entries()) {
      const span = spans[`/${index}/name`];
      expect(text.slice(span?.start, span?.end)).toBe(name);
    }
  });

  it('takes schemas of libraries, and lets them check', async () => {
    const validate = (value: unknown) => {
      const { kinds } = value as { kinds: number };
      return kinds > 10 ? { value: { kinds: `${kinds}!` } } : { issues: [{ message: 'Too few.' }] };
    };
    const library = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate,
        jsonSchema: { input: () => ({ ...schema, $schema: 'x' }) },
      },
    };
    const many = testModel({ reply: () => '{"owner":"Ada","kinds":40}' });
    expect((await extract(BAKERY, library, { model: many })).value).toEqual({ kinds: '40!' });
    expect(many.requests[0]?.format).not.toHaveProperty('schema.$schema');
    expect(many.requests[0]?.format).toMatchObject({ schema: { required: ['owner', 'kinds'] } });
    const few = testModel({ reply: () => '{"owner":"Ada","kinds":4}' });
    await expect(extract(BAKERY, library, { model: few })).rejects.toMatchObject({ code: 'invalid-output' });
    const silent = { '~standard': { version: 1 as const, vendor: 'old', validate } };
    expect(() => extract(BAKERY, silent, { model: few })).toThrow(/does not say itself as JSON Schema/);
  });

  it('gives no half values when the room is too small', async () => {
    const model = testModel({ reply: () => '{"owner": "Ada Brandt", "kinds": 40}' });
    const found = await extract(BAKERY, schema, { model, answerTokens: 2 });
    expect(found).toEqual({ value: { owner: '', kinds: 0 }, spans: {}, isComplete: false });
  });
});

describe('answer', () => {
  it('quotes the sentence that says so, letter by letter', async () => {
    const model = testModel({ reply: () => 'It opens at seven.' });
    const found = await answer('When does the bakery open?', BAKERY, { model });
    expect(found).toMatchObject({ answer: 'It opens at seven.' });
    if (!('quotes' in found)) throw new Error('Nothing was found.');
    expect(found.quotes.map(({ text }) => text)).toEqual(['The bakery on Mill Street opens at seven.']);
    for (const { text, start, end } of found.quotes) expect(BAKERY.slice(start, end)).toBe(text);
  });

  it.each([
    ['a refusal', 'When does the bakery open?', 'The text does not say when it opens.'],
    ['an answer to something else', 'What is the phone number of the bakery?', 'Ada Brandt.'],
    ['an answer without what was asked for', 'When was the owner born?', 'Its owner is Ada Brandt.'],
    ['what nobody can know', 'Why does the moon shine?', 'Because the bakery opens at seven.'],
  ])('finds nothing in %s', async (_, question, reply) => {
    expect(await answer(question, BAKERY, { model: testModel({ reply: () => reply }) })).toEqual({ notFound: true });
  });

  it.each([
    ['what is not in the text', 'When does the bakery open?', 'At half past nine in the morning.', /opens at seven/],
    ['a wrong number', 'How much is a loaf of rye bread?', 'A loaf costs 5.10 euros.', /costs 4\.20 euros/],
    ['nothing', 'When does the bakery open?', '', /opens at seven/],
  ])(
    'of %s takes no word, but the sentence of the text that speaks of what was asked',
    async (_, question, reply, said) => {
      const found = await answer(question, BAKERY, { model: testModel({ reply: () => reply }) });
      expect(found).toMatchObject({
        answer: expect.stringMatching(said),
        quotes: [{ text: expect.stringMatching(said) }],
      });
    },
  );

  it('reads only the parts of a long text that have to do with the question', async () => {
    const filler = (index: number) =>
      `Chapter ${index} tells of weather and wind. ${'Clouds came and went. '.repeat(30)}`;
    const text = [...Array.from({ length: 12 }, (_, index) => filler(index)), BAKERY, filler(13)].join('\n\n');
    const model = testModel({
      reply: (request) => (askedText(request).includes('Mill Street') ? 'At seven.' : 'The text does not say.'),
    });
    const options = { model, mostChunks: 2 };
    const plan = await answer.plan('When does the bakery open?', text, options);
    const found = await answer('When does the bakery open?', text, options);
    expect(found).toMatchObject({ answer: 'At seven.' });
    expect(model.requests).toHaveLength(plan.calls);
    expect(plan.calls).toBeLessThanOrEqual(2);
  });

  it('wants a question, and finds nothing in no text', async () => {
    const model = testModel();
    await expect(answer(' ', BAKERY, { model })).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await answer('Why?', '', { model })).toEqual({ notFound: true });
  });
});

describe('classify', () => {
  const LABELS = ['order', 'complaint', { name: 'praise', description: 'the customer is happy' }];

  it('takes the label that the text makes likelier, not the one that is common', async () => {
    const model = testModel({
      logprob: ({ messages }, text) => {
        const isBare = messages.at(-1)?.content.startsWith('N/A');
        return { order: isBare ? -1 : -2, complaint: isBare ? -6 : -3, praise: -9 }[text] ?? -20;
      },
    });
    const { label, labels, scores } = await classify('It came broken.', LABELS, { model });
    expect([label, labels]).toEqual(['complaint', ['complaint']]);
    expect(scores?.map(({ label: name }) => name)).toEqual(['order', 'complaint', 'praise']);
    expect(scores?.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1);
    const plan = await classify.plan('It came broken.', LABELS, { model });
    expect(model.requests).toHaveLength(plan.calls);
  });

  it('lets the model say one label where no probabilities are told', async () => {
    const model = testModel({ reply: () => 'praise' });
    expect(await classify('Lovely!', LABELS, { model })).toEqual({ label: 'praise', labels: ['praise'], scores: null });
    expect(model.requests[0]?.format).toEqual({ type: 'choice', choices: ['order', 'complaint', 'praise'] });
  });

  it('finds several labels, or none', async () => {
    const says = (words: RegExp) => (request: Parameters<typeof askedText>[0]) =>
      words.test(askedText(request)) ? 'yes' : 'no';
    const several = testModel({ reply: says(/“(order|praise)/) });
    expect((await classify('More, please!', LABELS, { model: several, multiple: true })).labels).toEqual([
      'order',
      'praise',
    ]);
    const none = testModel({ reply: () => 'no' });
    expect(await classify('Hm.', LABELS, { model: none, multiple: true })).toMatchObject({ label: null, labels: [] });
  });

  it('is not misled by a word that is spelt in pieces', async () => {
    const told = (text: string, logprob: number) => ({ type: 'logprobs' as const, tokens: [{ text, logprob }] });
    const model: TaskModel = {
      givesLogprobs: true,
      countTokens: async (texts) => texts.map(() => 1),
      async *generate({ messages, format }) {
        const isBare = messages.at(-1)?.content.startsWith('N/A');
        if (format?.type === 'choice' && format.choices[0] === 'yes') yield told('yes', isBare ? -2 : -0.5);
        else if (isBare) yield* [told('n', -1), told('o', -20)];
        else yield told('no', -1);
        yield { type: 'finish', reason: 'stop' };
      },
    };
    expect((await classify('Lovely!', ['praise'], { model, multiple: true })).labels).toEqual(['praise']);
  });

  it('refuses labels that cannot be told apart', async () => {
    const model = testModel();
    for (const labels of [[], ['a', 'a'], ['', 'b']]) {
      await expect(classify('Text.', labels, { model })).rejects.toMatchObject({ code: 'invalid-request' });
    }
    expect(await classify(' ', ['a', 'b'], { model })).toMatchObject({ label: null });
  });
});

describe('rewrite and translate', () => {
  const NOTE =
    '# Opening hours\n\nWe open at **seven**, see [the page](https://example.org/hours).\n\n```js\nopen(7);\n```\n';

  it('put words into other words and leave the rest', async () => {
    const model = testModel({
      reply: (request) =>
        askedText(request).replace('Opening hours', 'Öffnungszeiten').replace('We open at', 'Wir öffnen um'),
    });
    const text = await translate(NOTE, { model, from: 'en', to: 'de' });
    expect(text).toBe(NOTE.replace('Opening hours', 'Öffnungszeiten').replace('We open at', 'Wir öffnen um'));
    expect(model.requests[0]?.messages[0]?.content).toMatch(/from English to German/);
    expect(model.requests.some((request) => askedText(request).includes('open(7)'))).toBe(false);
  });

  it('keep a link that a model has lost', async () => {
    const model = testModel({ reply: (request) => (askedText(request).includes('[') ? 'Wir öffnen früh.' : 'Zeiten') });
    expect(await translate(NOTE, { model, to: 'de' })).toContain('https://example.org/hours');
    const kept = await rewrite(NOTE, { model, tone: 'formal' });
    expect(kept).toContain('We open at **seven**, see [the page](https://example.org/hours).');
  });

  it('refuse what speaks of something else, and what was cut off', async () => {
    const other = testModel({ reply: () => 'The weather is nice today and birds sing.' });
    expect(await rewrite('Please send the invoice for March.', { model: other })).toBe(
      'Please send the invoice for March.',
    );
    const endless = testModel({ reply: () => 'invoice '.repeat(500) });
    expect(await rewrite('Please send the invoice.', { model: endless })).toBe('Please send the invoice.');
  });
});

describe('proofread', () => {
  it('gives corrections with their places', async () => {
    const text = 'Hello there. She go to scool every day.';
    const model = testModel({ reply: (request) => askedText(request).replace('go to scool', 'goes to school') });
    const { corrected, corrections } = await proofread(text, { model });
    expect(corrected).toBe('Hello there. She goes to school every day.');
    expect(corrections.map(({ text: before, replacement }) => [before, replacement])).toEqual([
      ['go', 'goes'],
      ['scool', 'school'],
    ]);
    for (const { text: before, start, end } of corrections) expect(text.slice(start, end)).toBe(before);
  });

  it('takes nothing that is no correction', async () => {
    const text = 'We sold 40 loaves of bread on Monday.';
    for (const reply of ['We sold 14 loaves of bread on Monday.', 'Monday was a great day for our bakery!', '']) {
      const model = testModel({ reply: () => reply });
      expect(await proofread(text, { model })).toEqual({ corrected: text, corrections: [] });
    }
  });
});

describe('keywords', () => {
  it('are all in the text, and as many as are wanted', async () => {
    const model = testModel({ reply: () => '["Mill Street","Mill Street"]' });
    const found = await keywords(BAKERY, { model, most: 4 });
    expect(found).toHaveLength(4);
    expect(found[0]).toBe('Mill Street');
    for (const word of found) expect(BAKERY).toContain(word);
    expect(await keywords('', { model })).toEqual([]);
  });
});

describe('title', () => {
  it('is one line without marks', async () => {
    const model = testModel({ reply: () => '**Title: A Bakery on Mill Street.**\n\nThis title says …' });
    expect(await title(BAKERY, { model })).toBe('A Bakery on Mill Street');
  });
});

describe('compare', () => {
  it('finds what is the same, what changed, and what only one has', async () => {
    const other = BAKERY.replace('4.20', '4.60').replace('On Sundays it is closed.', 'Dogs are welcome there.');
    const model = testModel({ reply: () => 'Rye bread costs 4.60 instead of 4.20 euros.' });
    const { both, changed, onlyA, onlyB, summary } = await compare(BAKERY, other, { model });
    expect(both.map(({ a }) => a.text)).toHaveLength(2);
    expect(changed.map(({ b }) => b.text)).toEqual(['A loaf of rye bread costs 4.60 euros.']);
    expect(onlyA.map(({ text }) => text)).toEqual(['On Sundays it is closed.']);
    expect(onlyB.map(({ text }) => text)).toEqual(['Dogs are welcome there.']);
    expect(summary).toBe('Rye bread costs 4.60 instead of 4.20 euros.');
  });

  it('asks nothing when there is no difference', async () => {
    const model = testModel();
    expect(await compare(BAKERY, BAKERY, { model })).toMatchObject({ summary: '', changed: [], onlyA: [], onlyB: [] });
    expect(model.requests).toEqual([]);
  });
});
