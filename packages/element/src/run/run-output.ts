/** What a run shows, as elements: every word of it is text, and no attribute comes from the code but numbers. */
import type { ConsoleChart, ConsoleEntry, ConsoleTable, JsonValue } from '@local-llm-chat/core/sandbox';
import type { Texts } from '../texts.js';

const SVG = 'http://www.w3.org/2000/svg';
/** The room of a chart, in its own units. */
const CHART = { width: 320, height: 120 };
/** More values are not read out; they can be gone through as a table. */
const SPOKEN_VALUES = 12;

/** A line, table or chart of the console. */
export function buildEntry(entry: ConsoleEntry, texts: Texts): HTMLElement {
  if (entry.kind === 'table') return buildTable(entry, texts);
  if (entry.kind === 'chart') return buildChart(entry, texts);
  const line = document.createElement('div');
  line.className = `run-line ${entry.kind}`;
  line.dir = 'auto';
  if (entry.kind === 'warn' || entry.kind === 'error') {
    const mark = document.createElement('strong');
    mark.textContent = texts.t(entry.kind === 'warn' ? 'run.warning' : 'run.error');
    line.append(mark, ' ');
  }
  line.append(entry.text);
  return line;
}

/** The value of the code. */
export function buildValue(value: JsonValue, { t }: Texts): HTMLElement {
  const line = document.createElement('div');
  line.className = 'run-value';
  line.dir = 'auto';
  const sign = document.createElement('span');
  sign.className = 'run-sign';
  sign.setAttribute('role', 'img');
  sign.setAttribute('aria-label', t('run.value'));
  line.append(sign, valueText(value));
  return line;
}

/** A value in words: texts as they are, all else as JSON. */
export function valueText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  const short = JSON.stringify(value);
  return short.length <= 72 ? short : JSON.stringify(value, null, 2);
}

function buildTable({ columns, rows }: ConsoleTable, { t }: Texts): HTMLElement {
  const frame = scroller(t('markdown.table'));
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  // The first column names the rows, and has no name itself.
  for (const name of columns) head.append(name === '' ? cell('td', name) : cell('th', name, 'col'));
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const [index, text] of row.entries()) line.append(index === 0 ? cell('th', text, 'row') : cell('td', text));
  }
  frame.append(table);
  return frame;
}

/** What may be wider than its place, and so must be reached by the keyboard. */
function scroller(label: string): HTMLElement {
  const frame = document.createElement('div');
  frame.className = 'run-table';
  frame.tabIndex = 0;
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', label);
  return frame;
}

function cell(tag: 'th' | 'td', text: string, scope?: 'col' | 'row'): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  element.dir = 'auto';
  if (scope !== undefined) element.setAttribute('scope', scope);
  return element;
}

function buildChart(chart: ConsoleChart, { t, locale }: Texts): HTMLElement {
  const { title, labels, values, shape } = chart;
  const figure = document.createElement('figure');
  figure.className = 'run-chart';
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const spoken = labels.slice(0, SPOKEN_VALUES).map((label, index) => `${label} ${number.format(values[index] ?? 0)}`);
  if (labels.length > SPOKEN_VALUES) spoken.push('…');
  const picture = svg('svg', { viewBox: `0 0 ${CHART.width} ${CHART.height}`, preserveAspectRatio: 'none' });
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', `${title || t('run.chart')}: ${spoken.join(', ')}`);
  const scale = scaleOf(values);
  picture.append(...(shape === 'line' ? lineOf(values, scale) : barsOf(values, scale)));
  if (title !== '') {
    const caption = document.createElement('figcaption');
    caption.dir = 'auto';
    caption.textContent = title;
    figure.append(caption);
  }
  figure.append(picture, legend(chart, number));
  return figure;
}

type Scale = (value: number) => number;

/** From a value to its height in the picture; zero is always in it. */
function scaleOf(values: readonly number[]): Scale {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const range = most - least || 1;
  return (value) => Math.round((1 - (value - least) / range) * (CHART.height - 4) + 2);
}

function barsOf(values: readonly number[], scale: Scale): SVGElement[] {
  const step = CHART.width / values.length;
  const gap = Math.min(step * 0.25, 6);
  return values.map((value, index) => {
    const [top, zero] = [Math.min(scale(value), scale(0)), Math.max(scale(value), scale(0))];
    return svg('rect', { x: index * step + gap / 2, y: top, width: step - gap, height: Math.max(zero - top, 1) });
  });
}

function lineOf(values: readonly number[], scale: Scale): SVGElement[] {
  const step = CHART.width / Math.max(values.length - 1, 1);
  const points = values.map((value, index) => `${Math.round(index * step * 10) / 10},${scale(value)}`);
  const zero = scale(0);
  return [
    svg('line', { x1: 0, x2: CHART.width, y1: zero, y2: zero }),
    svg('polyline', {
      points: points.length === 1 ? `${points[0]} ${CHART.width},${scale(values[0] ?? 0)}` : points.join(' '),
    }),
  ];
}

/** What stands below a chart: each label with its value, as far as there is room for words. */
function legend({ labels, values }: ConsoleChart, number: Intl.NumberFormat): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'run-legend';
  list.setAttribute('aria-hidden', 'true'); // The picture says it.
  const shown = labels.length <= SPOKEN_VALUES ? labels.keys() : [0, labels.length - 1];
  for (const index of shown) {
    const item = document.createElement('li');
    const value = document.createElement('b');
    value.textContent = number.format(values[index] ?? 0);
    item.dir = 'auto';
    item.append(`${labels[index]} `, value);
    list.append(item);
  }
  return list;
}

function svg(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
