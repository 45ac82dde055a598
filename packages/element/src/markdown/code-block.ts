/** A block of code with its language and a button that copies it. */
import type { Texts } from '../texts.js';
import { markHidden, withHiddenNamed } from './hidden-characters.js';

/** How long the button says that it has copied. */
const COPIED_MS = 2000;

/** Builds the block. `language` is what the model wrote after the fence and may be anything. */
export function codeBlock(code: string, language: string, texts: Texts): HTMLElement {
  const { t } = texts;
  const frame = document.createElement('div');
  frame.className = 'code';
  frame.setAttribute('part', 'code-block');
  frame.setAttribute('dir', 'ltr');

  const label = document.createElement('span');
  label.className = 'language';
  label.textContent = withHiddenNamed(language).slice(0, 24) || t('markdown.code');

  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'copy';
  copy.textContent = t('markdown.copy');
  copy.addEventListener('click', () => void copyCode(frame, copy, texts));

  const header = document.createElement('div');
  header.className = 'code-header';
  header.setAttribute('part', 'code-header');
  header.append(label, copy);

  const content = document.createElement('code');
  const name = language.toLowerCase();
  if (/^[a-z0-9+#-]{1,20}$/.test(name)) content.className = `language-${name}`;
  // One text that grows, even while it is empty, or several with marks between them.
  content.append(...markHidden(code, true));
  const pre = document.createElement('pre');
  pre.tabIndex = 0; // It scrolls, so the keyboard must reach it.
  pre.append(content);
  frame.append(header, pre);
  return frame;
}

/** The text that a block of code consists of. */
export function codeText(frame: ChildNode | undefined): Text | null {
  const text = frame instanceof Element ? frame.querySelector('pre > code')?.firstChild : null;
  return text instanceof Text ? text : null;
}

async function copyCode(frame: HTMLElement, button: HTMLElement, { t }: Texts): Promise<void> {
  const code = frame.querySelector('pre > code');
  try {
    await navigator.clipboard.writeText(code?.textContent ?? '');
    button.textContent = t('markdown.copied');
    setTimeout(() => {
      button.textContent = t('markdown.copy');
    }, COPIED_MS);
  } catch {
    // Without the permission the code is selected, one key press from being copied.
    if (code) getSelection()?.selectAllChildren(code);
  }
}
