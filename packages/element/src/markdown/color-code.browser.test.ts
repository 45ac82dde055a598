/** Colours in code: the words stay what they are, and can be read in every scheme. */
import { afterEach, describe, expect, it } from 'vitest';
import { styles } from '../local-llm-chat.styles.js';
import { addAllEnglish } from '../locales/all-english.js';
import { createTexts } from '../texts.js';
import { violations } from './allow-list.case.js';
import { colorCode } from './color-code.js';
import { knows } from './highlight.js';
import { adoptMarkdownStyles, MarkdownView } from './markdown-view.js';

addAllEnglish();

afterEach(() => document.body.replaceChildren());

/** Shows a text, and waits until its code has its colours. */
async function render(text: string, parent: ParentNode = document.body): Promise<HTMLElement> {
  const element = document.createElement('div');
  element.className = 'markdown';
  parent.append(element);
  const waiting: Promise<void>[] = [];
  const onCode = (code: Element) => void waiting.push(colorCode(code));
  new MarkdownView(element, createTexts('en'), { onCode }).update(text);
  await Promise.all(waiting);
  return element;
}

describe('code', () => {
  it('has colours, and the same text', async () => {
    const source = 'const answer = 6 * 7; // why not\nconsole.log("<b>", answer);';
    const element = await render(`\`\`\`js\n${source}\n\`\`\``);
    expect(element.querySelector('code')?.textContent).toBe(source);
    const kinds = [...element.querySelectorAll('code span')].map((span) => `${span.className} ${span.textContent}`);
    expect(kinds).toContain('code-keyword const');
    expect(kinds).toContain('code-number 6');
    expect(kinds).toContain('code-comment // why not');
    expect(kinds).toContain('code-string "<b>"');
    expect(violations(element)).toEqual([]);
  });

  it('is coloured when its last line has come, while the text goes on', async () => {
    const element = document.createElement('div');
    const finished: string[] = [];
    const onCode = (code: Element) => void finished.push(code.textContent);
    const markdown = new MarkdownView(element, createTexts('en'), { onCode });
    markdown.update('```js\nlet a;\n', false);
    markdown.update('```js\nlet a;\nlet b;\n``', false);
    expect(finished).toEqual([]);
    markdown.update('```js\nlet a;\nlet b;\n```\n', false);
    expect(finished).toEqual(['let a;\nlet b;']);
    markdown.update('```js\nlet a;\nlet b;\n```\n\nAnd so on.', false);
    expect(finished).toHaveLength(1);
  });

  it('of an unknown language, or of none, stays plain', async () => {
    const element = await render('```klingon\nlet a;\n```\n\n```\nlet a;\n```\n\n```" onclick="1\nlet a;\n```');
    expect(element.querySelector('code span')).toBeNull();
    expect(violations(element)).toEqual([]);
  });

  it('that is long is coloured to its end', async () => {
    const line = 'function name() {\n  return "text"; // comment\n}\n\n';
    const element = await render(`\`\`\`js\n${line.repeat(500)}\n\`\`\``);
    expect(element.querySelector('code')?.textContent).toBe(line.repeat(500));
    expect(element.querySelectorAll('.code-comment')).toHaveLength(500);
  });

  it('keeps its colours when a definition changes the block around it', async () => {
    const element = document.createElement('div');
    const waiting: Promise<void>[] = [];
    const markdown = new MarkdownView(element, createTexts('en'), { onCode: (code) => waiting.push(colorCode(code)) });
    markdown.update('- See [a]\n\n  ```js\n  let a;\n  ```\n\nText\n\n', false);
    await Promise.all(waiting);
    expect(element.querySelectorAll('.code-keyword')).toHaveLength(1);
    markdown.update('- See [a]\n\n  ```js\n  let a;\n  ```\n\nText\n\n[a]: https://example.org/\n\n', false);
    expect(element.querySelectorAll('a')).toHaveLength(1);
    expect(element.querySelectorAll('.code-keyword')).toHaveLength(1);
  });

  it('knows the languages that models write most, also by their short names', () => {
    const names =
      'bash c cpp c++ csharp cs css diff dockerfile go html ini toml java javascript js jsx json kotlin kt lua php powershell python py r ruby rb rust rs sh shell sql swift typescript ts tsx xml yaml yml';
    for (const name of names.split(' ')) expect(knows(name), name).toBe(true);
  });

  it.each(['light', 'dark'])('has a contrast of 4.5 at least in the %s scheme', async (scheme) => {
    const host = document.createElement('div');
    host.style.colorScheme = scheme;
    document.body.append(host);
    const root = host.attachShadow({ mode: 'open' });
    adoptMarkdownStyles(root);
    // The chat's own tokens.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync([styles].flat(9).map(String).join('\n'));
    root.adoptedStyleSheets.push(sheet);
    const element = await render(
      '```diff\n- gone\n```\n\n```ts\n@a class B { c(): number { return "x" + 1; } } // d\n```',
      root,
    );
    const frame = element.querySelector('.code');
    if (frame === null) throw new Error('There is no code.');
    const back = rgb(getComputedStyle(frame).backgroundColor);
    const spans = [...element.querySelectorAll('code span')];
    expect(new Set(spans.map(({ className }) => className)).size).toBeGreaterThan(5);
    for (const span of spans) {
      const contrast = ratio(rgb(getComputedStyle(span).color), back);
      expect(contrast, span.className).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** A colour of any notation, as the screen shows it. */
function rgb(color: string): [number, number, number] {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('There is no canvas.');
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

function ratio(one: readonly number[], other: readonly number[]): number {
  const luminance = (color: readonly number[]) => {
    const [red = 0, green = 0, blue = 0] = color.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
