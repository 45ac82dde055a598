/** Makes what is shown into what was built, changing no more than differs: selection, scroll position and focus stay. */

/** Replaces the nodes `shown` in `parent`, which stand together before `end`, by `built`. Returns what is shown then. */
export function patchNodes(
  parent: Node,
  shown: readonly ChildNode[],
  built: readonly ChildNode[],
  end: ChildNode | null,
): ChildNode[] {
  const most = Math.min(shown.length, built.length);
  let first = 0;
  while (first < most && isOfKind(shown[first], built[first])) first += 1;
  // A link within a line makes more nodes of it; what stands behind stays.
  let last = 0;
  while (last < most - first && isOfKind(shown[shown.length - 1 - last], built[built.length - 1 - last])) last += 1;
  const next = last > 0 ? (shown[shown.length - last] ?? null) : end;
  for (const old of shown.slice(first, shown.length - last)) old.remove();
  return built.map((node, index) => {
    const fromEnd = built.length - index;
    const old = index < first ? shown[index] : fromEnd <= last ? shown[shown.length - fromEnd] : undefined;
    if (old === undefined) parent.insertBefore(node, next);
    else patchNode(old, node);
    return old ?? node;
  });
}

/** Makes a node that is shown into the one of its kind that was built. */
function patchNode(shown: ChildNode, built: ChildNode): void {
  if (shown instanceof Text && built instanceof Text) growText(shown, built.data);
  if (!(shown instanceof Element && built instanceof Element)) return;
  // What it says now is its own affair.
  if (shown.localName === 'button') return;
  // An image may be on its way, or may have failed.
  if (isPicture(shown) && shown.getAttribute('data-source') === built.getAttribute('data-source')) return;
  patchAttributes(shown, built);
  // It may have been given colours.
  if (shown.localName === 'code' && shown.textContent === built.textContent) return;
  patchNodes(shown, [...shown.childNodes], [...built.childNodes], null);
}

/** Sets a text. One that only grew keeps what is selected in it. */
export function growText(shown: Text, text: string): void {
  const { data } = shown;
  if (text === data) return;
  if (text.startsWith(data)) shown.appendData(text.slice(data.length));
  else shown.data = text;
}

function isOfKind(shown: ChildNode | undefined, built: ChildNode | undefined): boolean {
  if (shown instanceof Text) return built instanceof Text;
  if (!(shown instanceof Element && built instanceof Element)) return false;
  const isSame = shown.localName === built.localName && shown.namespaceURI === built.namespaceURI;
  // What other buttons do when pressed is bound to what they were built for.
  if (!isSame || isPicture(shown) !== isPicture(built)) return false;
  return shown.localName !== 'button' || shown.className === 'copy';
}

function isPicture(element: Element): boolean {
  return element.className === 'picture';
}

function patchAttributes(shown: Element, built: Element): void {
  for (const { name } of [...shown.attributes]) if (!built.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of built.attributes) {
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
}
