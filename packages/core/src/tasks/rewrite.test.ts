/** Rewriting: what is asked, what is asked again, and what code does where a model does not do it. */
import { describe, expect, it } from 'vitest';
import { withoutLeast } from './left-out.js';
import { askedText, testModel } from './model.case.js';
import { plainWords } from './plain-words.js';
import { rewrite } from './rewrite.js';

/** The text of a prompt, below what is to be done with it. */
const pieceOf = (request: Parameters<typeof askedText>[0]) => askedText(request).replace(/^.*\n\n/, '');

const NOTE = 'The order 5521 is in the customs office. It will be with you by 14 May, and we are sorry for the wait.';

describe('a lost number', () => {
  it('is asked for by its name, once', async () => {
    const model = testModel({
      reply: (request) =>
        askedText(request).includes('must contain 5521')
          ? 'Order 5521 is with the customs office.'
          : 'The order is with the customs office.',
    });
    expect(await rewrite('The order 5521 is in the customs office.', { model, tone: 'formal' })).toBe(
      'Order 5521 is with the customs office.',
    );
    expect(model.requests).toHaveLength(2);
  });

  it('keeps the sentence as it was when it is lost again, within the calls of the plan', async () => {
    const model = testModel({ reply: () => 'The order is in the customs office, and we are sorry for the wait.' });
    const { calls } = await rewrite.plan(NOTE, { model, tone: 'formal' });
    expect(await rewrite(NOTE, { model, tone: 'formal' })).toBe(NOTE);
    expect(model.requests.length).toBeLessThanOrEqual(calls);
  });
});

it('a lost name is asked for as well', async () => {
  const model = testModel({
    reply: (request) =>
      askedText(request).includes('must contain Mabel Crowe')
        ? 'Our doctor Mabel Crowe will look at the tree.'
        : 'Our doctor will look at the tree.',
  });
  const text = 'Our doctor Mabel Crowe will inspect the tree.';
  expect(await rewrite(text, { model, readingLevel: 'everyone' })).toBe(
    'Our doctor Mabel Crowe will look at the tree.',
  );
  // In German every noun has a capital.
  const german = testModel({ reply: () => 'Die Ärztin sieht den Baum an.' });
  const sentence = 'Die Ärztin Brandt sieht sich den Baum am Haus mit der Schere an.';
  expect(await rewrite(sentence, { model: german, tone: 'friendly' })).toBe('Die Ärztin sieht den Baum an.');
});

describe('a paragraph', () => {
  it('is rewritten as a whole, and sentence by sentence where the whole loses something', async () => {
    const whole = 'Your order 5521 is being held by customs. You should receive it by 14 May, and we apologise.';
    const model = testModel({ reply: () => whole });
    expect(await rewrite(NOTE, { model, tone: 'formal' })).toBe(whole);
    expect(model.requests).toHaveLength(1);
    const careless = testModel({
      reply: (request) =>
        pieceOf(request) === NOTE ? 'The order is with customs.' : pieceOf(request).replace('office', 'house'),
    });
    expect(await rewrite(NOTE, { model: careless, tone: 'formal' })).toBe(NOTE.replace('office', 'house'));
  });

  it.each([
    ['As a text-based AI, I cannot read the order in the customs office.', 'The order is in the customs office.'],
    ['The bakery opens at dawn.', 'The order is in the customs office.'],
    [
      'The order is in the customs office and for the rest of it.',
      'El pedido está en la aduana de la ciudad y no en la casa.',
    ],
  ])('is not taken where it is something else: %s', async (answer, text) => {
    expect(await rewrite(text, { model: testModel({ reply: () => answer }), tone: 'formal' })).toBe(text);
  });
});

describe('an instruction', () => {
  const options = { instruction: 'Write it as a numbered list' };

  it('is about the whole text', async () => {
    const list = '1. The order 5521 is in the customs office.\n2. It will be with you by 14 May.';
    const model = testModel({ reply: () => list });
    expect(await rewrite(NOTE, { model, ...options })).toBe(list);
    expect(model.requests).toHaveLength(1);
    expect(model.requests.map(pieceOf)).toEqual([NOTE]);
  });

  it('goes sentence by sentence where the whole loses or makes up a number', async () => {
    for (const bad of ['1. The order is in the customs office.', `${NOTE} It costs 3 euros.`, NOTE, '']) {
      const model = testModel({
        reply: (request) => (pieceOf(request) === NOTE ? bad : pieceOf(request).replace('customs office', 'customs')),
      });
      expect(await rewrite(NOTE, { model, ...options })).toBe(NOTE.replace('customs office', 'customs'));
    }
  });

  it('goes sentence by sentence where the whole does not fit', async () => {
    const text = Array.from({ length: 30 }, (_, at) => `The order ${at} is in the customs office.`).join(' ');
    const model = testModel({ contextWindow: 256, reply: (request) => pieceOf(request).replace('office', 'house') });
    expect(await rewrite(text, { model, ...options })).toBe(text.replaceAll('office', 'house'));
  });
});

describe('words that code puts right', () => {
  const formal = plainWords('This is the text, and it is in English.', { tone: 'formal' });
  it.each([
    ["We don't wanna wait!!", 'We do not want to wait.'],
    ['Hey, you can’t! We’ll see.', 'Hello, you cannot. We will see.'],
    ['What kind of tea is this?', 'What kind of tea is this?'],
    ['Hiking in Hidalgo.', 'Hiking in Hidalgo.'],
  ])('are those of a formal text: %s', (from, to) => expect(formal(from)).toBe(to));

  const easy = plainWords('This is the text, and it is in English.', { readingLevel: 'everyone' });
  it.each([
    ['We hereby close the hall owing to works.', 'We close the hall because of works.'],
    ['Prior to use, read the sheet!', 'Before use, read the sheet!'],
    ['A priority tool', 'A priority tool'],
  ])('are those of an easy text: %s', (from, to) => expect(easy(from)).toBe(to));

  it('are none in another language, or where nobody asked', () => {
    const text = 'Die Halle ist hereby zu, und das ist nicht gut für die von der Stadt.';
    expect(plainWords(text, { tone: 'friendly' })(text)).toBe(text);
    expect(plainWords('This is the text, and it is hereby done!', {})('We hereby close!')).toBe('We hereby close!');
  });

  it('leave code and addresses alone', async () => {
    const text = 'This is for the owner: run `hereby` and see https://example.org/hereby for the rest of it.';
    expect(await rewrite(text, { model: testModel(), readingLevel: 'everyone' })).toBe(text);
  });
});

describe('a text that is to be shorter', () => {
  const text =
    'The hall opens on 3 May. It will be a nice day for all the people who come. All the people will have a nice day. ' +
    'Ada Brandt bakes bread.\n\nSee [the page](https://example.org). The doors are open to everyone in the town.';

  it('loses what says least, and no number, link or name', () => {
    const short = withoutLeast(text, text.length * 0.8);
    expect(short.length).toBeLessThan(text.length);
    for (const kept of ['3 May', 'Ada Brandt bakes bread.', '[the page](https://example.org)', '\n\n']) {
      expect(short).toContain(kept);
    }
    expect(withoutLeast(text, text.length)).toBe(text);
  });

  it('does so only where the model has not made it shorter', async () => {
    const short = 'The hall opens on Monday. It will be open for all of us. All of us can come to the hall.';
    const long =
      'The hall opens its doors on Monday. It will be open for all of us then. All of us can come to the hall.';
    const brief = testModel({ reply: () => short });
    expect(await rewrite(long, { model: brief, length: 'shorter' })).toBe(short);
  });
});
