/** What somebody has filled into a form, or typed onto a page: PDF files keep it apart from their text. */
import { multiply } from './matrix.js';
import type { TextRun } from './text-lines.js';

/** What pdf.js says of an annotation; of the many things, those that matter here. */
interface Annotation {
  readonly subtype?: string;
  readonly annotationFlags?: number;
  readonly rect?: readonly number[] | null;
  readonly fieldType?: string | null;
  readonly fieldValue?: unknown;
  readonly password?: boolean;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly exportValue?: string;
  readonly buttonValue?: string | null;
  readonly contentsObj?: { readonly str?: string };
}

/** Hidden, and not to be seen on a screen. */
const UNSEEN = 2 | 32;

/** The values, each where it stands on the page. */
export function formRuns(annotations: readonly Annotation[], view: readonly number[]): TextRun[] {
  return annotations.flatMap((annotation) => {
    const { rect, annotationFlags = 0 } = annotation;
    const lines = (annotationFlags & UNSEEN) === 0 ? filledIn(annotation).split(/\r\n?|\n/) : [];
    const [left = 0, bottom = 0, right = 0, top = 0] = rect ?? [];
    const [, , , , x1, y1] = multiply(view, [1, 0, 0, 1, left, bottom]);
    const [, , , , x2, y2] = multiply(view, [1, 0, 0, 1, right, top]);
    const size = Math.min(Math.abs(y2 - y1) / Math.max(lines.length, 1), 12);
    return lines.flatMap((line, index) => {
      if (line.trim() === '') return [];
      const y = Math.min(y1, y2) + size * (index + 0.8);
      const about = { angle: 0, rightToLeft: false, blankBefore: true };
      return [{ text: line.trim(), x: Math.min(x1, x2), y, width: Math.abs(x2 - x1), size, ...about }];
    });
  });
}

function filledIn(annotation: Annotation): string {
  const { subtype, fieldType, fieldValue, password, checkBox, radioButton } = annotation;
  if (subtype === 'FreeText') return annotation.contentsObj?.str ?? '';
  if (subtype !== 'Widget' || password) return '';
  if (checkBox) return fieldValue === annotation.exportValue ? '[x]' : '[ ]';
  if (radioButton) return fieldValue === annotation.buttonValue ? '(x)' : '( )';
  if (fieldType !== 'Tx' && fieldType !== 'Ch') return '';
  return (Array.isArray(fieldValue) ? fieldValue : [fieldValue])
    .filter((value) => typeof value === 'string')
    .join(', ');
}
