/** Summaries and titles are held to their text, and good ones are left alone. */
import { describe, expect, it } from 'vitest';
import { testModel } from './model.case.js';
import { summarize } from './summarize.js';
import { title } from './title.js';
import { isWrittenIn } from './written-in.js';

const BRIDGE = `Dear neighbours,

The city of Tamsel closes the Orrin Bridge to all traffic from 3 March. Inspectors found cracks in eleven of the steel hangers of the bridge. The repair of the bridge costs 18.6 million crowns, of which the city pays a third.

Cars and lorries must use the tunnel at Fenwick until the bridge opens again. A free ferry crosses the harbour every twenty minutes. The mayor hopes that the bridge opens again in May of next year. Shops at the northern end of the bridge fear for their trade. The bus of line 4 turns at the market, and the tram is not affected by the works. Cyclists may take their bicycles on the ferry free of charge. Questions are answered in the town hall on Mondays.

Present: Ada Brandt, Ben Orrin, the bridge society of Tamsel`;

describe('a summary', () => {
  const summary = (reply: string, language?: string) =>
    summarize(BRIDGE, { model: testModel({ reply: () => reply }), ...(language ? { language } : {}) });

  it('that the text supports stays as it is', async () => {
    const good =
      'Tamsel closes the Orrin Bridge from 3 March because of cracks in its hangers. The repair costs 18.6 million crowns. ' +
      'Cars use the tunnel at Fenwick, and a free ferry crosses the harbour.';
    expect(await summary(good)).toBe(good);
  });

  it('is believed less once it has made something up, and gets sentences of the text in the order of the text', async () => {
    const said = 'A free ferry crosses the harbour every twenty minutes. Unicorns guard distant castles of glass.';
    const sentences = (await summary(said)).split(/(?<=\.) /);
    expect(sentences.length).toBeGreaterThan(2);
    expect(sentences).toContain('A free ferry crosses the harbour every twenty minutes.');
    const places = sentences.map((sentence) => BRIDGE.indexOf(sentence));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('has no greeting and no label from the text', async () => {
    const said = await summary('');
    expect(said).not.toMatch(/Dear neighbours|Present/);
    expect(said).toMatch(/Orrin Bridge/);
  });

  it('is held to the text also where its language is the one of the text', async () => {
    expect(await summary('Unicorns guard distant castles of glass.', 'en-GB')).not.toMatch(/Unicorns/);
    expect(await summary('Einhörner hüten ferne Schlösser.', 'de')).toBe('Einhörner hüten ferne Schlösser.');
  });
});

describe('a title', () => {
  const titled = (reply: string) => title(BRIDGE, { model: testModel({ reply: () => reply, contextWindow: 2048 }) });

  it.each([
    'Tamsel closes its harbour bridge',
    'The Orrin Bridge: closed for repair',
    'Fourteen months without a bridge',
  ])('of what the text is about stays: %s', async (good) => expect(await titled(good)).toBe(good));

  it.each([['```'], ['Dear neighbours,'], ['Whispers of Eternity'], ['']])(
    'that says nothing of it gives way to the text: %s',
    async (bad) => expect(await titled(bad)).toBe('The city of Tamsel closes the Orrin Bridge to all traffic'),
  );

  it('loses a part that was made up, and what was said before', async () => {
    expect(await titled('The Orrin Bridge: Whispers of Eternity')).toBe('The Orrin Bridge');
    expect(await titled('A free bridge, friendly, friendly, friendly')).toBe('A free bridge, friendly');
  });

  it('is in its own language where another one is asked for', async () => {
    const model = testModel({ reply: () => 'Ewiges Flüstern', contextWindow: 2048 });
    expect(await title(BRIDGE, { model, language: 'de' })).toBe('Ewiges Flüstern');
  });
});

it.each([
  ['The bakery on the corner is open for all of us.', 'en'],
  ['La panadería de la esquina está abierta para todos los vecinos del barrio.', 'es'],
  ['La boulangerie est ouverte pour tous les voisins et dans la rue.', 'fr'],
  ['Die Bäckerei an der Ecke ist für alle von uns offen und nicht weit.', 'de'],
  ['街角的面包店对所有人开放。', 'zh'],
  ['المخبز مفتوح للجميع.', 'ar'],
])('the language of %j is %s', (text, language) => {
  const known = ['en', 'es', 'fr', 'de', 'it', 'pt', 'nl', 'zh', 'ar', 'hi', 'ja'];
  expect(known.filter((tag) => isWrittenIn(text, tag))).toEqual([language]);
});

it('the language of a few words is not known', () => {
  expect(isWrittenIn('Okay!', 'en')).toBe(false);
  expect(isWrittenIn('', 'en')).toBe(false);
});
