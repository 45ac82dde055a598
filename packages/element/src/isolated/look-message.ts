/** How the page looks where the chat stands, on its way to the frame, and read there. */
import { Fields, StrangeMessage } from '@local-llm-chat/core/isolate';

/** What a page can set of a chat's look. */
export const CUSTOM_PROPERTIES = [
  '--llm-accent',
  '--llm-on-accent',
  '--llm-surface',
  '--llm-text',
  '--llm-muted',
  '--llm-link',
  '--llm-border',
  '--llm-control',
  '--llm-focus',
  '--llm-fill',
  '--llm-bubble',
  '--llm-on-bubble',
  '--llm-danger',
  '--llm-shadow',
  '--llm-radius',
  '--llm-button-radius',
  '--llm-space',
  '--llm-column',
  '--llm-font',
  '--llm-mono',
] as const;

/** What the frame takes over besides. */
const INHERITED = ['color-scheme', 'font-family', 'font-size', 'font-weight', 'letter-spacing', 'line-height'] as const;

/** Computed values by the names of their properties. */
export type Look = ReadonlyMap<string, string>;

const NAMES: readonly string[] = [...INHERITED, ...CUSTOM_PROPERTIES];
/** What ends a declaration or asks for a file. Neither could do anything: it is set by name, and nothing is fetched. */
const UNWANTED = /[;{}<>\\]|url|image/i;

/** The look of an element, and around it the page's language. */
export function lookMessage(element: Element): Record<string, unknown> {
  const computed = getComputedStyle(element);
  const values = NAMES.map((name) => [name, computed.getPropertyValue(name).trim()] as const);
  return { look: Object.fromEntries(values.filter(([, value]) => value !== '')), ...placeOf(element, computed) };
}

function placeOf(element: Element, { direction }: CSSStyleDeclaration): { lang: string; dir: string } {
  let lang = '';
  for (let around: Element | null = element; around !== null && lang === ''; around = above(around)) {
    lang = around.getAttribute('lang') ?? '';
  }
  return { lang: lang || navigator.language, dir: direction };
}

function above({ parentNode }: Element): Element | null {
  if (parentNode instanceof ShadowRoot) return parentNode.host;
  return parentNode instanceof Element ? parentNode : null;
}

/** What the frame was told. Values that it would not take are left out. */
export function readLook(data: unknown): { look: Look; lang: string; dir: 'ltr' | 'rtl' } {
  const fields = new Fields(data);
  const given = new Fields(fields.any('look'));
  const look = new Map<string, string>();
  for (const name of NAMES) {
    if (!given.has(name)) continue;
    const value = given.text(name);
    if (!UNWANTED.test(value)) look.set(name, value);
  }
  const lang = fields.text('lang', 100);
  if (!/^[\w-]+$/.test(lang)) throw new StrangeMessage('No language.');
  return { look, lang, dir: fields.word('dir', ['ltr', 'rtl']) };
}
