/** Whether all that is to be read can be read, and all that can be pressed is large enough. Both run in the page. */

/** What is cut off, or makes the page scroll sideways. */
export function cutOff(): string[] {
  const problems: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) problems.push(`the page is ${scrollWidth} px wide in a window of ${clientWidth} px`);
  /** Their whole text is elsewhere: in the panel of the model line, in a title, in the conversation. */
  const SHORTENED = '.about-text, .thread-title, .thread-snippet, .chip-name, .chip-words, .file-name, h2, h3';
  /** They scroll within themselves, or are no more than a place for something else. */
  const SCROLLS = '.table, pre, textarea, .visually-hidden, .wish, .field';
  const nameOf = (element: Element) =>
    `${element.localName}.${element.className} ${element.getAttribute('part') ?? ''}`;
  for (const element of document
    .querySelector('local-llm-chat, local-llm-search, local-llm-summary')
    ?.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? []) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(SCROLLS)) continue;
    const style = getComputedStyle(element);
    const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
    const box = element.getBoundingClientRect();
    const isControl = element.matches('button, input, summary, a');
    if (element.closest(`${SHORTENED}, svg`)) continue;
    if ((hasText || isControl) && (box.right > innerWidth + 1 || box.left < -1)) {
      problems.push(`${nameOf(element)} leaves the window at its side`);
    }
    const isClipped = (axis: string) => axis === 'hidden' || axis === 'clip';
    // A frame that holds one scrolling child is as large as that allows.
    if (isClipped(style.overflowX) && element.scrollWidth > element.clientWidth + 1) {
      problems.push(`${nameOf(element)} cuts off its width, ${element.scrollWidth} in ${element.clientWidth} px`);
    }
    if (isClipped(style.overflowY) && element.scrollHeight > element.clientHeight + 1) {
      problems.push(`${nameOf(element)} cuts off its height, ${element.scrollHeight} in ${element.clientHeight} px`);
    }
  }
  return problems;
}

/**
 * What can be pressed and is smaller than that many CSS pixels.
 *
 * @param hasRoom so much room around one counts as its own, as WCAG 2.5.8 allows: no other comes near the circle of
 *   that width around its middle.
 */
export function tooSmall({ least, hasRoom }: { least: number; hasRoom: boolean }): string[] {
  const root = document.querySelector('local-llm-chat, local-llm-search, local-llm-summary')?.shadowRoot;
  const CONTROLS = 'button, a[href], input:not([type=file]), textarea, summary, [role=separator][tabindex]';
  const isInText = (element: Element) => element.localName === 'a' && element.closest('p, li, td, dd, footer') !== null;
  const controls = [...(root?.querySelectorAll<HTMLElement>(CONTROLS) ?? [])].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]') && !isInText(element),
  );
  /** A press on the words or the frame of a field counts for it. */
  const targetOf = (element: HTMLElement) =>
    (element.matches('input, textarea') ? element.closest<HTMLElement>('label, .edit-field, .composer') : null) ??
    element;
  const boxes = controls.map((element) => targetOf(element).getBoundingClientRect());
  const isNear = (index: number): boolean => {
    const box = boxes[index] ?? new DOMRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return boxes.some((other, at) => {
      if (at === index) return false;
      const dx = Math.max(other.left - x, 0, x - other.right);
      const dy = Math.max(other.top - y, 0, y - other.bottom);
      return Math.hypot(dx, dy) < least / 2;
    });
  };
  return controls.flatMap((element, index) => {
    const { width, height } = boxes[index] ?? new DOMRect();
    // What layout rounds is not too small.
    if (Math.min(width, height) >= least - 0.5 || (hasRoom && !isNear(index))) return [];
    const name = element.getAttribute('part') ?? element.className;
    return [`${element.localName} ${name} has ${Math.round(width)} × ${Math.round(height)} px`];
  });
}
