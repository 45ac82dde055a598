/** How well two colours stand apart, by WCAG 2.2, from what the browser has computed of them. */

type Rgb = readonly [number, number, number];

/** The colour that a declaration in the element leads to, over its surface, as the screen has it. */
export function shownColor(element: HTMLElement, color: string): Rgb {
  const probe = document.createElement('i');
  element.shadowRoot?.append(probe);
  probe.style.color = color;
  const computed = getComputedStyle(probe).color;
  probe.remove();
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('There is no canvas to look at colours with.');
  // A colour that the canvas does not know would leave the one before.
  context.fillStyle = '#010203';
  context.fillStyle = computed;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  if (alpha !== 255 || (red === 1 && green === 2 && blue === 3)) throw new Error(`No colour to look at: ${computed}`);
  return [red, green, blue];
}

/** 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
