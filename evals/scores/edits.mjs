/** Which corrections of a text are right, by edits: what differs between the text and its corrected form. */
import { diffArrays } from 'diff';
import { piecesOf } from './tokens.mjs';

/**
 * Right, needless and missing edits. Both corrected texts are compared with the source in the same way, so that it does
 * not matter how a correction was cut.
 *
 * @param {string} text
 * @param {string} found the corrected text to judge
 * @param {string} gold the corrected text as it should be
 */
export function editCounts(text, found, gold) {
  const [ours, wanted] = [editsBetween(text, found), editsBetween(text, gold)];
  const keys = new Set(wanted.map(keyOf));
  const right = ours.filter((edit) => keys.has(keyOf(edit))).length;
  return { right, needless: ours.length - right, missing: wanted.length - right };
}

/**
 * @param {string} text
 * @param {string} corrected
 * @returns {{ start: number, end: number, replacement: string }[]}
 */
export function editsBetween(text, corrected) {
  /** @type {{ start: number, end: number, replacement: string }[]} */
  const edits = [];
  let at = 0;
  let isOpen = false;
  for (const { added, removed, value } of diffArrays(piecesOf(text), piecesOf(corrected))) {
    const words = value.join('');
    if (!added && !removed) {
      at += words.length;
      isOpen = false;
      continue;
    }
    if (!isOpen) edits.push({ start: at, end: at, replacement: '' });
    isOpen = true;
    const edit = /** @type {typeof edits[number]} */ (edits.at(-1));
    if (removed) {
      at += words.length;
      edit.end = at;
    } else edit.replacement += words;
  }
  return edits;
}

/** @param {{ start: number, end: number, replacement: string }} edit */
const keyOf = ({ start, end, replacement }) => `${start} ${end} ${replacement}`;
