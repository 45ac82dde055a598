/** Makes what is shown into what was built, changing no more than differs: selection, scroll position and focus stay. */

/** Replaces the nodes `shown` in `parent`, which stand together before `end`, by `built`. Returns what is shown then. */
export function patchNodes(
  parent: Node,
  shown: readonly ChildNode[],
  built: readonly ChildNode[],
  end: ChildNode | null,
): ChildNode[] {
  const result: ChildNode[] = [];
  for (const [index, node] of built.entries()) {
    const old = shown[index];
    if (old === undefined) {
      parent.insertBefore(node, end);
      result.push(node);
    } else {
      result.push(patchNode(old, node));
    }
  }
  for (const old of shown.slice(built.length)) old.remove();
  return result;
}

/** Makes a node that is shown into the one that was built, and returns which of both is shown then. */
export function patchNode(shown: ChildNode, built: ChildNode): ChildNode {
  if (shown instanceof Text && built instanceof Text) {
    growText(shown, built.data);
    return shown;
  }
  if (shown instanceof Element && built instanceof Element && isOfKind(shown, built)) {
    // What it says now is its own affair.
    if (shown.className === 'copy') return shown;
    patchAttributes(shown, built);
    // It may have been given colours.
    if (shown.localName === 'code' && shown.textContent === built.textContent) return shown;
    patchNodes(shown, [...shown.childNodes], [...built.childNodes], null);
    return shown;
  }
  shown.replaceWith(built);
  return built;
}

/** Sets a text. One that only grew keeps what is selected in it. */
export function growText(shown: Text, text: string): void {
  const { data } = shown;
  if (text === data) return;
  if (text.startsWith(data)) shown.appendData(text.slice(data.length));
  else shown.data = text;
}

function isOfKind(shown: Element, built: Element): boolean {
  return (
    shown.localName === built.localName &&
    shown.namespaceURI === built.namespaceURI &&
    // What other buttons do when pressed is bound to what they were built for.
    (shown.localName !== 'button' || shown.className === 'copy')
  );
}

function patchAttributes(shown: Element, built: Element): void {
  for (const { name } of [...shown.attributes]) if (!built.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of built.attributes) {
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
}
