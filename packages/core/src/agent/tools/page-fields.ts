/** The fields of a page as people see them: by their labels, without what is secret, and filled in as by hand. */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A field, as it is told. */
export interface PageField {
  readonly label: string;
  readonly kind: string;
  readonly value: string;
  /** Of a choice, what there is. */
  readonly choices?: readonly string[];
}

/** Never read and never filled in: secrets, what is not seen, and what only the user may choose. */
const CLOSED_TYPES = ['password', 'hidden', 'file', 'submit', 'button', 'image', 'reset'];
const SECRETS = /^(?:cc-|one-time-code|current-password|new-password|webauthn)/;
const MOST_CHOICES = 30;

/** All fields that may be told of, in order. */
export function readFields(root: ParentNode): readonly PageField[] {
  return openFields(root).map((field) => {
    const choices =
      field instanceof HTMLSelectElement ? [...field.options].slice(0, MOST_CHOICES).map(({ text }) => text) : null;
    return {
      label: labelOf(field),
      kind: field instanceof HTMLInputElement ? field.type : field.localName,
      value: isTickable(field) ? (field.checked ? 'ticked' : 'not ticked') : shownValue(field),
      ...(choices === null ? {} : { choices }),
    };
  });
}

/**
 * Fills one in, and lets the page know as if it had been typed. Nothing is sent: forms are left to the user.
 *
 * @returns what went wrong, or `null`.
 */
export function fillInField(root: ParentNode, label: string, value: string): string | null {
  const wanted = folded(label);
  const fitting = openFields(root).filter((field) => folded(labelOf(field)) === wanted);
  const [field] = fitting;
  if (field === undefined) return 'There is no such field.';
  if (fitting.length > 1) return 'Several fields have this label.';
  if (field.disabled || ('readOnly' in field && field.readOnly)) return 'The field cannot be changed.';
  if (isTickable(field)) {
    field.checked = /^(?:true|yes|on|1|ticked)$/i.test(value.trim());
  } else if (field instanceof HTMLSelectElement) {
    const option = [...field.options].find(({ text }) => folded(text) === folded(value));
    if (option === undefined) return 'The field has no such choice.';
    field.value = option.value;
  } else {
    field.value = value;
    // Browsers empty a field of numbers or dates where the value is none.
    if (field.value === '' && value !== '') return 'The field does not take such a value.';
  }
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  return null;
}

function openFields(root: ParentNode): readonly Field[] {
  return [...root.querySelectorAll<Field>('input, textarea, select')].filter((field) => {
    const isClosed = CLOSED_TYPES.includes(field.type) || SECRETS.test(field.autocomplete);
    return !isClosed && labelOf(field) !== '' && field.checkVisibility();
  });
}

function isTickable(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');
}

function shownValue(field: Field): string {
  return field instanceof HTMLSelectElement ? (field.selectedOptions[0]?.text ?? '') : field.value;
}

function labelOf(field: Field): string {
  const labelled = [...(field.labels ?? [])].map((label) => ownText(label)).join(' ');
  const text = labelled || field.getAttribute('aria-label') || field.getAttribute('placeholder') || field.name;
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 120);
}

/** Of a label around its field, what is not the field's. */
function ownText(label: HTMLLabelElement): string {
  const copy = label.cloneNode(true) as HTMLLabelElement;
  for (const inner of copy.querySelectorAll('input, textarea, select')) inner.remove();
  return copy.textContent ?? '';
}

function folded(text: string): string {
  return text
    .replaceAll(/[\s*:]+/g, ' ')
    .trim()
    .toLowerCase();
}
