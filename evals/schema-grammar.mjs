/** What a format allows as a grammar in GBNF: one of some texts, or a JSON Schema with the rules that llama.cpp itself writes for strings, numbers and white space. */

const BASIC = {
  space: '| " " | "\\n"{1,2} [ \\t]{0,20}',
  char: '[^"\\\\\\x7F\\x00-\\x1F] | [\\\\] (["\\\\bfnrt] | "u" [0-9a-fA-F]{4})',
  string: '"\\"" char* "\\"" space',
  digits: '"0" | [1-9] [0-9]{0,15}',
  integer: '"-"? digits space',
  number: '"-"? digits ("." [0-9]{1,16})? ([eE] [-+]? digits)? space',
  boolean: '("true" | "false") space',
  null: '"null" space',
};

/**
 * A text as the grammar writes it.
 *
 * @param {string} text
 */
const literal = (text) =>
  `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;

/**
 * The grammar of some texts.
 *
 * @param {readonly string[]} choices
 */
export const choiceGrammar = (choices) => `root ::= ${choices.map(literal).join(' | ')}`;

/**
 * The grammar of all JSON texts that fit, with keys in the order of the schema.
 *
 * @param {any} schema
 * @throws Error for a keyword that it does not know how to keep.
 */
export function grammarOf(schema) {
  /** @type {Map<string, string>} */
  const rules = new Map(Object.entries(BASIC));
  /** @type {Map<string, string>} Where `$ref` points to, by address, so that a schema may contain itself. */
  const named = new Map();

  /** @param {string} body */
  const add = (body) => {
    const name = `r${rules.size}`;
    rules.set(name, body);
    return name;
  };

  /**
   * The name of the rule for a part of the schema.
   *
   * @param {any} part
   * @returns {string}
   */
  const ruleFor = (part) => {
    if (part === true || part === undefined) return ruleFor({ type: ['string', 'number', 'boolean', 'null'] });
    if (part.$ref !== undefined) return referred(part.$ref);
    if (part.const !== undefined) return add(`${literal(JSON.stringify(part.const))} space`);
    if (part.enum !== undefined) {
      return add(
        `(${part.enum.map((/** @type {unknown} */ value) => literal(JSON.stringify(value))).join(' | ')}) space`,
      );
    }
    const choices = part.anyOf ?? part.oneOf;
    if (choices !== undefined) return add(choices.map(ruleFor).join(' | '));
    if (Array.isArray(part.type)) {
      return add(part.type.map((/** @type {string} */ type) => ruleFor({ ...part, type })).join(' | '));
    }
    switch (part.type ?? (part.properties ? 'object' : part.items ? 'array' : undefined)) {
      case 'object':
        return objectRule(part);
      case 'array':
        return arrayRule(part);
      case 'string':
        return stringRule(part);
      case 'integer':
      case 'number':
      case 'boolean':
      case 'null':
        return part.type;
      default:
        throw new Error(`The grammar has no rule for ${JSON.stringify(part)}.`);
    }
  };

  /** @param {string} address */
  const referred = (address) => {
    const known = named.get(address);
    if (known !== undefined) return known;
    const name = add('');
    named.set(address, name);
    const keys = address
      .replace(/^#\/?/, '')
      .split('/')
      .filter((key) => key !== '');
    rules.set(name, ruleFor(keys.reduce((at, key) => at?.[key], schema)));
    return name;
  };

  /** @param {any} part */
  const stringRule = ({ minLength = 0, maxLength, pattern }) => {
    if (pattern !== undefined) throw new Error('The grammar has no rule for patterns.');
    if (minLength === 0 && maxLength === undefined) return 'string';
    return add(`"\\"" char{${minLength},${maxLength ?? ''}} "\\"" space`);
  };

  /** @param {any} part */
  const arrayRule = ({ items, minItems = 0, maxItems }) => {
    const item = ruleFor(items);
    const more = `("," space ${item}){${Math.max(0, minItems - 1)},${maxItems === undefined ? '' : maxItems - 1}}`;
    const list = maxItems === 0 ? '' : minItems === 0 ? `(${item} ${more})?` : `${item} ${more}`;
    return add(`"[" space ${list} "]" space`);
  };

  /** @param {any} part */
  const objectRule = ({ properties = {}, required = [] }) => {
    // From the last key to the first: what may follow, when something stands before it and when nothing does.
    let [afterSome, afterNone] = [add('""'), add('""')];
    for (const [key, value] of Object.entries(properties).reverse()) {
      const pair = add(`${literal(JSON.stringify(key))} space ":" space ${ruleFor(value)}`);
      const [some, none] = [`"," space ${pair} ${afterSome}`, `${pair} ${afterSome}`];
      const isRequired = required.includes(key);
      [afterSome, afterNone] = [
        add(isRequired ? some : `${some} | ${afterSome}`),
        add(isRequired ? none : `${none} | ${afterNone}`),
      ];
    }
    return add(`"{" space ${afterNone} "}" space`);
  };

  const root = ruleFor(schema);
  return [`root ::= ${root}`, ...[...rules].map(([name, body]) => `${name} ::= ${body}`)].join('\n');
}
