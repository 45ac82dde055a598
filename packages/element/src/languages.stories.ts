/** `<local-llm-chat>` in each of its languages: the first visit, and a conversation. */
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import './define.js';
import { direction } from './texts.js';

interface Arguments {
  lang: string;
  question?: string;
  /** What the scripted model does. */
  script: FakeLLMOptions;
}

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Languages',
  component: 'local-llm-chat',
  render: ({ lang, script }) => html`
    <div lang=${lang} dir=${direction(lang)}><local-llm-chat .llm=${createFakeLLM(script)}></local-llm-chat></div>
  `,
};

export default meta;

type Story = StoryObj<Arguments>;

function visit(lang: string): Story {
  return { args: { lang, script: { downloadMs: 60_000 } } };
}

function conversation(lang: string, question: string, reply: string): Story {
  return {
    args: { lang, question, script: { reply } },
    play: async ({ args, canvasElement }) => {
      const chat = canvasElement.querySelector('local-llm-chat');
      await chat?.load();
      await chat?.send(args.question ?? '');
    },
  };
}

export const Arabic: Story = visit('ar');
export const ArabicConversation: Story = conversation(
  'ar',
  'كيف أسقي نبتة Monstera (نحو 30 سم)؟',
  'اسقها **مرة كل أسبوع**:\n\n1. تحقق من التربة على عمق `2 cm`.\n2. اسقِ ببطء حتى يخرج الماء من الأسفل.\n3. أفرغ الصحن بعد 10 دقائق.\n\n> الماء الكثير أسوأ من القليل.\n\n| النبتة | كل |\n| --- | ---: |\n| Monstera | 7 أيام |\n| الصبار | 21 يومًا |\n\n```js\nwater({ plant: "Monstera", days: 7 });\n```\n\n- [x] إبريق سقي\n- [ ] مكان مشمس',
);
export const ChineseSimplified: Story = visit('zh-Hans');
export const ChineseSimplifiedConversation: Story = conversation(
  'zh-Hans',
  '龟背竹怎么浇水？',
  '大约**每周一次**：\n\n1. 用手指检查约 `2 cm` 深处的土壤。\n2. 慢慢浇，直到水从底部流出。\n3. 十分钟后倒掉托盘里的水。',
);
export const French: Story = visit('fr');
export const FrenchConversation: Story = conversation(
  'fr',
  'Comment arroser mon monstera\u00a0?',
  'Environ **une fois par semaine**\u00a0:\n\n1. Vérifiez la terre avec un doigt.\n2. Arrosez lentement.\n3. Videz la soucoupe après dix minutes.',
);
export const German: Story = visit('de');
export const GermanConversation: Story = conversation(
  'de',
  'Wie gieße ich meine Monstera?',
  'Etwa **einmal pro Woche**:\n\n1. Die Erde mit dem Finger prüfen.\n2. Langsam gießen, bis unten Wasser austritt.\n3. Den Untersetzer nach zehn Minuten leeren.',
);
export const Hindi: Story = visit('hi');
export const HindiConversation: Story = conversation(
  'hi',
  'मैं अपने मॉन्स्टेरा को कितना पानी दूँ?',
  '**हफ़्ते में लगभग एक बार**:\n\n1. उँगली से मिट्टी जाँचें।\n2. धीरे-धीरे पानी दें।\n3. दस मिनट बाद तश्तरी ख़ाली करें।',
);
export const Japanese: Story = visit('ja');
export const JapaneseConversation: Story = conversation(
  'ja',
  'モンステラの水やりの方法は？',
  '**週に一度**ほどです。\n\n1. 土を指で `2 cm` ほど確かめます。\n2. 底から流れるまでゆっくり与えます。\n3. 十分後に受け皿の水を捨てます。',
);
export const Spanish: Story = visit('es');
export const SpanishConversation: Story = conversation(
  'es',
  '¿Cómo riego mi monstera?',
  'Más o menos **una vez por semana**:\n\n1. Comprueba la tierra con un dedo.\n2. Riega despacio.\n3. Vacía el plato a los diez minutos.',
);

/** A language that the element does not speak, in the site's own words. */
export const WordsOfTheSite: Story = {
  args: { lang: 'nl', script: {} },
  render: ({ lang, script }) => html`
    <div lang=${lang}>
      <local-llm-chat
        .llm=${createFakeLLM(script)}
        .texts=${{
          'header.title': 'Vraag het onze planten',
          'empty.title': 'Waarmee kan ik helpen?',
          'empty.text': 'Wat je hier schrijft, blijft op dit apparaat.',
          'composer.placeholder': 'Schrijf een bericht',
          'footer.note': 'Antwoorden worden op dit apparaat geschreven en kunnen fout zijn.',
          'about.here': 'op dit apparaat',
          'about.tokens': '{count, plural, one {# token} other {# tokens}}',
        }}
      ></local-llm-chat>
    </div>
  `,
};
