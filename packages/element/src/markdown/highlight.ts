/** Colours in code: lowlight (highlight.js without its HTML) and the languages that models write most. */
import type { ElementContent, RootContent } from 'hast';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import lua from 'highlight.js/lib/languages/lua';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import r from 'highlight.js/lib/languages/r';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import shell from 'highlight.js/lib/languages/shell';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';

const lowlight = createLowlight({
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  json,
  kotlin,
  lua,
  php,
  powershell,
  python,
  r,
  ruby,
  rust,
  shell,
  sql,
  swift,
  typescript,
  xml,
  yaml,
});

// The grammar of the one has all of the other's, so one is enough.
lowlight.registerAlias({ typescript: ['javascript', 'js', 'jsx', 'mjs', 'cjs'] });

/** The kinds of words that have a colour of their own, by the names that highlight.js gives them. */
const KINDS: Readonly<Record<string, string>> = {
  comment: 'comment',
  quote: 'comment',
  keyword: 'keyword',
  'selector-tag': 'keyword',
  doctag: 'keyword',
  tag: 'keyword',
  name: 'keyword',
  string: 'string',
  regexp: 'string',
  addition: 'string',
  number: 'number',
  literal: 'number',
  symbol: 'number',
  'selector-attr': 'number',
  title: 'name',
  section: 'name',
  'selector-id': 'name',
  'selector-class': 'name',
  'selector-pseudo': 'name',
  type: 'type',
  built_in: 'type',
  attr: 'type',
  attribute: 'type',
  variable: 'type',
  'template-variable': 'type',
  meta: 'comment',
  deletion: 'deleted',
  bullet: 'keyword',
};

/** True when the language is known, by its name or one of its short names. */
export function knows(language: string): boolean {
  return lowlight.registered(language);
}

/** The nodes that show a piece of code: text, and spans with classes of ours. */
export function highlighted(code: string, language: string): Node[] {
  return lowlight.highlight(language, code).children.map(built);
}

function built(node: RootContent | ElementContent): Node {
  if (node.type === 'text') return document.createTextNode(node.value);
  if (node.type !== 'element') return document.createTextNode('');
  const kind = kindOf(node.properties['className']);
  const parent = kind === null ? document.createDocumentFragment() : document.createElement('span');
  if (kind !== null && parent instanceof HTMLElement) parent.className = `code-${kind}`;
  for (const child of node.children) parent.appendChild(built(child));
  return parent;
}

function kindOf(classNames: unknown): string | null {
  const [first] = Array.isArray(classNames) ? classNames : [];
  return KINDS[String(first).replace('hljs-', '')] ?? null;
}
