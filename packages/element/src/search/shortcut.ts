/** A key that leads to the field from anywhere on the page. */

const MODIFIERS = ['Control', 'Alt', 'Shift', 'Meta'] as const;
/** Where people write, a letter is a letter. */
const WRITING = 'input, textarea, select, [contenteditable], [role=textbox], [role=combobox]';

/**
 * The key was pressed.
 *
 * @param shortcut as `aria-keyshortcuts` writes it; several are apart by spaces.
 */
export function isShortcut(event: KeyboardEvent, shortcut: string): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  return shortcut.split(' ').some((one) => isKey(event, one));
}

function isKey(event: KeyboardEvent, shortcut: string): boolean {
  const names = shortcut.split('+');
  const key = names.pop()?.toLowerCase();
  // Chromium sends a keydown without a key where it fills in a form.
  if (!key || event.key?.toLowerCase() !== key) return false;
  if (names.length > 0) return MODIFIERS.every((name) => event.getModifierState(name) === names.includes(name));
  const [target] = event.composedPath();
  const isWriting = target instanceof Element && target.matches(WRITING);
  // Shift is part of how some keyboards write a sign.
  return !(isWriting || event.ctrlKey || event.altKey || event.metaKey);
}
