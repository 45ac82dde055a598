/** The arrow keys lead from the field through the results and back, as in a list of suggestions; so does Tab. */

/** Follows a key, if it is one of them. */
export function stepThroughResults(event: KeyboardEvent, root: Node): void {
  if (!(root instanceof ShadowRoot) || event.isComposing) return;
  // With Shift they mark what is in the field.
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const links = [...root.querySelectorAll<HTMLElement>('.result-link')];
  const at = links.indexOf(root.activeElement as HTMLElement);
  const isInField = root.activeElement?.localName === 'input';
  if (at === -1 && !isInField) return;
  const target = targetOf(event.key, links, at, root.querySelector('input'));
  if (target === null) return;
  event.preventDefault();
  target.focus();
}

function targetOf(
  key: string,
  links: readonly HTMLElement[],
  at: number,
  field: HTMLElement | null,
): HTMLElement | null {
  switch (key) {
    case 'ArrowDown':
      return links[at + 1] ?? null;
    case 'ArrowUp':
      // In the field there is nothing above.
      return at === -1 ? null : (links[at - 1] ?? field);
    case 'Home':
      return at === -1 ? null : (links[0] ?? null);
    case 'End':
      return at === -1 ? null : (links.at(-1) ?? null);
    default:
      return null;
  }
}
