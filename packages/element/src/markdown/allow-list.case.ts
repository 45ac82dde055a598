/** Says what rendered Markdown may consist of, independently of the code that builds it. */

const LINK = {
  href: /^(https?|mailto):/,
  rel: /^noopener noreferrer nofollow$/,
  target: /^_blank$/,
  title: /./s,
  part: /^link$/,
  'data-host': /^[^\p{C}]+$/u,
};
const DIR = { dir: /^auto$/ };
const CELL = { scope: /^col$/, class: /^align-(left|center|right)$/ };

/** Elements, and for each its attributes with what may be in them. */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  a: LINK,
  blockquote: DIR,
  br: {},
  button: {
    type: /^button$/,
    class: /^(copy|note-call|note-back)$/,
    'aria-label': /^(Footnote|Back to the text of footnote) \d+$/,
  },
  code: { part: /^inline-code$/, class: /^language-[a-z0-9+#-]{1,20}$/ },
  del: {},
  div: {
    class: /^(code|code-header|table|formula)$/,
    part: /^(code-block|code-header|table|formula)$/,
    dir: /^(auto|ltr)$/,
    role: /^group$/,
    'aria-label': /^Table$/,
    tabindex: /^0$/,
  },
  em: {},
  h3: DIR,
  h4: DIR,
  h5: DIR,
  h6: DIR,
  hr: {},
  li: { class: /^task$/, dir: /^auto$/, tabindex: /^-1$/ },
  ol: { dir: /^auto$/, start: /^\d+$/ },
  p: { dir: /^auto$/, class: /^source$/ },
  pre: { tabindex: /^0$/ },
  section: { class: /^notes$/, part: /^footnotes$/, 'aria-label': /^Footnotes$/ },
  span: {
    class: /^(language|mark|mark done|hidden-character|code-(comment|keyword|string|number|name|type|deleted))$/,
    part: /^hidden-character$/,
    'data-name': /^U\+[0-9A-F]{4,6}( U\+[0-9A-F]{4,6}){0,2}( …)?( ×\d+)?$/,
    role: /^img$/,
    'aria-label': /^(Done|To do):$/,
  },
  strong: {},
  sup: {},
  table: {},
  tbody: {},
  td: CELL,
  th: CELL,
  thead: {},
  tr: {},
  ul: DIR,
};

/** What there is besides where a site has named origins of images. */
const WITH_IMAGES: typeof ALLOWED = {
  ...ALLOWED,
  span: {
    ...ALLOWED['span'],
    class: /^(picture|mark|mark done|language|hidden-character|code-[a-z]+)$/,
    'data-source': /^https?:/,
  },
  img: {
    src: /^https?:/,
    alt: /^/,
    part: /^image$/,
    referrerpolicy: /^no-referrer$/,
    loading: /^lazy$/,
    decoding: /^async$/,
  },
};

const MATH_ELEMENT =
  /^(math|m(enclose|frac|i|multiscripts|n|o|over|padded|phantom|prescripts|root|row|s|space|sqrt|style|sub|subsup|sup|table|td|text|tr|under|underover)|none)$/;
/** Of formulas: words, small numbers, and classes of ours. Nothing that leads or loads, and no colours. */
const MATH_ATTRIBUTE =
  /^(accent|accentunder|columnspan|depth|display|displaystyle|fence|form|height|largeop|linethickness|lspace|mathvariant|maxsize|minsize|movablelimits|notation|rowspan|rspace|scriptlevel|separator|stretchy|symmetric|voffset|width|class)$/;
const MATH_VALUE =
  /^([+-]?\d{0,2}(\.\d+)?(em|ex|px|pt|%)?|true|false|block|normal|prefix|infix|postfix|(tml|math)-[a-z-]+( (tml|math)-[a-z-]+)*|[a-z ]{1,40})$/;

function mathViolations(element: Element): string[] {
  if (!MATH_ELEMENT.test(element.localName)) return [`<${element.localName}> in a formula`];
  const bad = [...element.attributes].filter(
    ({ name, value }) => !MATH_ATTRIBUTE.test(name) || !MATH_VALUE.test(value),
  );
  return bad.map(({ name, value }) => `<${element.localName} ${name}=${JSON.stringify(value)}>`);
}

/** Everything in `root` that is not allowed, in words; empty when all is well. */
export function violations(root: ParentNode, hasImages = false): string[] {
  const allowed = hasImages ? WITH_IMAGES : ALLOWED;
  const found: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    const tag = element.localName;
    if (element.namespaceURI === 'http://www.w3.org/1998/Math/MathML' && element.closest('math')) {
      found.push(...mathViolations(element));
      continue;
    }
    const attributes = element.namespaceURI === 'http://www.w3.org/1999/xhtml' ? allowed[tag] : undefined;
    if (attributes === undefined) {
      found.push(`<${tag}>`);
      continue;
    }
    for (const { name, value } of element.attributes) {
      if (!attributes[name]?.test(value)) found.push(`<${tag} ${name}=${JSON.stringify(value)}>`);
    }
    if (tag === 'a' && (!element.hasAttribute('rel') || !element.hasAttribute('target'))) found.push('<a> without rel');
    if (tag === 'a' && element.querySelector('a') !== null) found.push('<a> in <a>');
  }
  return found;
}
