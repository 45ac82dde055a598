/** A tool that reckons: an expression is parsed to a tree, and the tree is worked out here. Nothing is run. */
import jsep, { type Expression } from 'jsep';
import { LocalLLMError } from '../../errors.js';
import { defineTool, type Tool } from '../define-tool.js';

/** Longer ones are no sums of a person. */
const MAX_LENGTH = 400;
const MAX_DEPTH = 64;
/** Decimals that are told: fewer than the noise of binary fractions. */
const DIGITS = 12;

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['π', Math.PI],
  ['e', Math.E],
]);

const FUNCTIONS: ReadonlyMap<string, (...values: number[]) => number> = new Map([
  ...(['sqrt', 'abs', 'floor', 'ceil', 'min', 'max', 'exp', 'sin', 'cos', 'tan', 'hypot'] as const).map(
    (name) => [name, Math[name] as (...values: number[]) => number] as const,
  ),
  ['ln', Math.log],
  ['log', Math.log10],
  ['round', (value: number, places = 0) => Math.round(value * 10 ** places) / 10 ** places],
]);

const OPERATORS: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['%', (left, right) => left % right],
  ['**', (left, right) => left ** right],
]);

/** Signs that people write and parsers do not know. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[×⋅·∙]/g, '*'],
  [/[÷∶]/g, '/'],
  [/[−–]/g, '-'],
  [/\^/g, '**'],
  [/²/g, '**2'],
  [/³/g, '**3'],
  [/(?<=\d)\s*x\s*(?=[\d(])/gi, '*'],
  [/(?<=[\d)%])\s+plus\s+(?=[\d(-])/gi, '+'],
  [/(?<=[\d)%])\s+minus\s+(?=[\d(-])/gi, '-'],
  [/(?<=[\d)%])\s+(?:times|multiplied by)\s+(?=[\d(-])/gi, '*'],
  [/(?<=[\d)%])\s+divided by\s+(?=[\d(-])/gi, '/'],
  [/(?<=\d)\s+percent\b/gi, '%'],
  [/(\d+(?:\.\d+)?)\s*%\s*(?:of\b)/gi, '($1/100)*'],
  // A percentage, not a remainder: nothing follows that could be divided by.
  [/(\d+(?:\.\d+)?)\s*%(?=\s*(?:$|[-+*/)]))/g, '($1/100)'],
  [/[=?\s]+$/, ''],
];

/** Two numbers at least with a sign between them. A sign without spaces may be a hyphen or a date: then it is none. */
const NUMBER = String.raw`\(*[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?%|\spercent)?\)*`;
const SIGN = String.raw`\s*(?:[+*×÷^⋅·]|\s[-−–/x]\s|(?<=(?:%|percent)\s?)of\b)\s*`;
/** A sign said in words is one only in a question for a sum: who was somewhere 3 times 2 years ago has asked for none. */
const WORD = String.raw`\s+(?:plus|minus|times|multiplied by|divided by)\s+`;
const ASKS = /\b(?:what(?:'s|’s| is| are)|how much|calculate|compute|work out)\b/i;
const sumOf = (sign: string) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}.,/-])${NUMBER}(?:(?:${sign})${NUMBER})+(?![\p{L}\p{N}]|[.,/-]\d)`, 'giu');
const SUM = sumOf(SIGN);
const SUM_IN_WORDS = sumOf(`${SIGN}|${WORD}`);

/** A tool that works out an expression of numbers. */
export function calculator(): Tool {
  return defineTool({
    name: 'calculator',
    description: 'Works out an expression of numbers, such as 12 * (3 + 4).',
    input: {
      type: 'object',
      properties: { expression: { type: 'string', maxLength: 120, description: 'Numbers and + - * / ( )' } },
      required: ['expression'],
    },
    effect: 'pure',
    suggest: (question) => sumsIn(question).map((expression) => ({ expression })),
    say: (input, value) => `${(input as { readonly expression: string }).expression} = ${value}`,
    execute: (input) => calculate((input as { readonly expression: string }).expression),
  });
}

/**
 * Works out an expression.
 *
 * @throws LocalLLMError `invalid-request` for what is no expression of numbers, or has no finite value.
 */
export function calculate(expression: string): number {
  if (expression.length > MAX_LENGTH) throw invalid('It is too long.');
  let written = expression.trim();
  // In a list of arguments a comma stands between numbers, not within them.
  if (!/[a-z]/i.test(written)) written = written.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
  for (const [sign, plain] of SIGNS) written = written.replace(sign, plain);
  let tree: Expression;
  try {
    tree = jsep(written);
  } catch {
    throw invalid('It cannot be read.');
  }
  const value = workOut(tree, 0);
  if (!Number.isFinite(value)) throw invalid('It has no finite value.');
  return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS));
}

/** The sums that a text has, as they stand there: numbers with signs between them. */
export function sumsIn(text: string): readonly string[] {
  const found = text.match(ASKS.test(text) ? SUM_IN_WORDS : SUM) ?? [];
  return found
    .map((sum) => sum.trim())
    .filter((sum) => {
      try {
        calculate(sum);
        return true;
      } catch {
        return false;
      }
    });
}

function workOut(node: Expression, depth: number): number {
  if (depth > MAX_DEPTH) throw invalid('It is nested too deep.');
  const inner = (child: unknown) => workOut(child as Expression, depth + 1);
  switch (node.type) {
    case 'Literal':
      if (typeof node['value'] === 'number') return node['value'];
      break;
    case 'Identifier':
      return known(CONSTANTS, node['name']);
    case 'UnaryExpression':
      if (node['operator'] === '-') return -inner(node['argument']);
      if (node['operator'] === '+') return inner(node['argument']);
      break;
    case 'BinaryExpression':
      return known(OPERATORS, node['operator'])(inner(node['left']), inner(node['right']));
    case 'CallExpression': {
      const callee = node['callee'] as Expression;
      if (callee.type !== 'Identifier') break;
      return known(FUNCTIONS, callee['name'])(...(node['arguments'] as unknown[]).map(inner));
    }
  }
  throw invalid('It has more than numbers, signs and functions in it.');
}

function known<Value>(map: ReadonlyMap<string, Value>, name: unknown): Value {
  const found = map.get(String(name).toLowerCase());
  if (found === undefined) throw invalid('It has a name or a sign that is not known.');
  return found;
}

function invalid(problem: string): LocalLLMError {
  return new LocalLLMError('invalid-request', `This expression cannot be worked out. ${problem}`, {
    hint: 'Use numbers, + - * / ( ) and functions such as sqrt.',
  });
}
