/** Formulas: set where they are asked for, shown as they were written where they cannot be set, harmless always. */
import { describe, expect, it } from 'vitest';
import { addAllEnglish } from '../locales/all-english.js';
import { createTexts } from '../texts.js';
import { violations } from './allow-list.case.js';
import { MarkdownView } from './markdown-view.js';
import { formulas } from './math.js';

addAllEnglish();

function render(text: string, options = { formulas }): HTMLElement {
  const element = document.createElement('div');
  new MarkdownView(element, createTexts('en'), options).update(text);
  return element;
}

describe('formulas', () => {
  it('are MathML, in lines and on their own', () => {
    const element = render('Then $E = mc^2$ holds.\n\n$$\n\\frac{a}{b}\n$$\n');
    const [inline, block] = element.querySelectorAll('math');
    expect(inline?.namespaceURI).toBe('http://www.w3.org/1998/Math/MathML');
    expect(inline?.querySelector('msup')?.textContent).toBe('c2');
    expect(inline?.hasAttribute('display')).toBe(false);
    expect(block?.querySelector('mfrac')?.childElementCount).toBe(2);
    expect(block?.getAttribute('display')).toBe('block');
    expect(block?.parentElement?.className).toBe('formula');
    expect(violations(element)).toEqual([]);
  });

  it('are text unless they are asked for', () => {
    const element = document.createElement('div');
    new MarkdownView(element, createTexts('en')).update('Then $E = mc^2$.');
    expect(element.textContent).toBe('Then $E = mc^2$.');
  });

  it('leave prices alone', () => {
    const text = 'From $5 to $10, or $ 3 and $4.';
    expect(render(text).textContent).toBe(text);
  });

  it('show their source when they are no TeX', () => {
    expect(render('A $\\frac{a$ here.').textContent).toBe('A $\\frac{a$ here.');
    expect(render('$$\n\\unknowncommand{x}\n$$').textContent).toBe('\\unknowncommand{x}');
    expect(render(`$${'\\sqrt{'.repeat(200)}x${'}'.repeat(200)}$`).querySelector('math')).toBeNull();
    expect(render('$\\def\\a{\\a\\a}\\a$').querySelector('math')).toBeNull();
  });

  it('wait until they are whole', () => {
    const text = 'Then $E = mc^2$ holds.';
    const element = document.createElement('div');
    const markdown = new MarkdownView(element, createTexts('en'), { formulas });
    for (let length = 1; length <= text.length; length += 1) {
      markdown.update(text.slice(0, length), false);
      expect(element.textContent).not.toMatch(/[$^]/);
    }
  });

  it('neither link, fetch, colour nor leave their place', () => {
    for (const source of [
      '\\href{javascript:1}{x}',
      '\\url{https://evil.example/}',
      '\\includegraphics{https://evil.example/i.png}',
      '\\color{white}x',
      '\\textcolor{red}{x}',
      '\\colorbox{red}{x}',
      '\\rule{1000em}{1000em}',
      '\\hspace{-500em}x',
      '\\raisebox{500em}{x}',
      '\\kern-900em x',
      '\\style{position:fixed}{x}',
      '\\class{copy}{x}',
      '\\id{x}{y}',
      '\\htmlStyle{position:fixed}{x}',
      '\\htmlClass{copy}{x}',
      '\\boxed{x}\\cancel{y}\\sout{z}',
      '\\begin{array}{c|c}a&b\\\\\\hline c&d\\end{array}',
      '\\text{<img src=x onerror=1>}',
      '\\unicode{x202E}x',
    ]) {
      for (const text of [`$${source}$`, `$$\n${source}\n$$`]) {
        const element = render(text);
        expect(violations(element), source).toEqual([]);
        for (const part of element.querySelectorAll('math *')) {
          for (const name of ['width', 'height', 'depth', 'voffset', 'lspace', 'rspace']) {
            expect(Number.parseFloat(part.getAttribute(name) ?? '0'), source).toBeLessThanOrEqual(99);
          }
        }
      }
    }
  });
});
