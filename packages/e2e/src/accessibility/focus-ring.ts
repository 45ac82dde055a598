/** Whether people who look see where the focus is: what is drawn around it, first by its styles and then by its pixels. */
import type { Page } from 'playwright';

type Rgb = readonly [number, number, number];

/** What should be seen around what has the focus. */
interface Ring {
  /** `null` where it is the browser's own. */
  readonly color: Rgb | null;
  /** Points on the line, in CSS pixels of the window. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** How far a channel may be off: lines are smoothed at their edges. */
const TOLERANCE = 40;
/** So much of the line must be seen: something may lie over a part of it. */
const LEAST_SHARE = 0.5;

/** What is wrong with how the focus shows; `null` when it shows well. */
export async function focusProblem(page: Page): Promise<string | null> {
  const found = await page.evaluate(findRing);
  if (typeof found === 'string') return found;
  if (found.color === null) return null;
  const pixels = await pixelsAt(page, found.points);
  const seen = pixels.filter((pixel) => isNear(pixel, found.color ?? pixel)).length;
  if (seen >= pixels.length * LEAST_SHARE && seen > 0) return null;
  return `of its ring ${seen} of ${pixels.length} points are seen`;
}

function isNear(one: Rgb, other: Rgb): boolean {
  return one.every((channel, index) => Math.abs(channel - (other[index] ?? 0)) <= TOLERANCE);
}

/** The colours on the screen. */
async function pixelsAt(page: Page, points: Ring['points']): Promise<Rgb[]> {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.floor(Math.min(...xs)), Math.floor(Math.min(...ys))];
  const clip = { x: left, y: top, width: Math.max(...xs) - left + 1, height: Math.max(...ys) - top + 1 };
  const png = await page.screenshot({ clip, animations: 'allow', caret: 'initial', scale: 'css' });
  return page.evaluate(
    async ({ base64, places }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      if (context === null) throw new Error('There is no canvas to look at pixels with.');
      context.drawImage(bitmap, 0, 0);
      return places.map(([x, y]): [number, number, number] => {
        const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data;
        return [red, green, blue];
      });
    },
    { base64: png.toString('base64'), places: points.map(([x, y]) => [x - left, y - top] as const) },
  );
}

/** Runs in the page and so stands alone. A text says what is wrong. */
function findRing(): Ring | string {
  const parentOf = (node: Element): Element | null =>
    node.assignedSlot ?? node.parentElement ?? (node.getRootNode() as Partial<ShadowRoot>).host ?? null;

  const around = (element: Element): Element[] => {
    const all: Element[] = [];
    for (let node: Element | null = element; node !== null; node = parentOf(node)) all.push(node);
    return all;
  };

  /** Colours of any notation, the later ones over the earlier ones, as the screen has them. */
  const blend = (colors: readonly string[]): Rgb => {
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('There is no canvas to look at colours with.');
    for (const color of colors) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };

  const luminance = (color: Rgb): number => {
    const [red = 0, green = 0, blue = 0] = color.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const contrast = (one: Rgb, other: Rgb): number => {
    const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  /** The line around an element that has the focus, or frames what has it; a text says why there is none. */
  const ringOf = (element: Element): Ring | string => {
    const style = getComputedStyle(element);
    if (style.outlineStyle === 'auto') return { color: null, points: [] };
    const isOutline = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    const shadow = /((?:[a-z-]+\([^)]*\))|#\w+) 0px 0px 0px ([\d.]+)px/.exec(style.boxShadow);
    const after = getComputedStyle(element.firstElementChild ?? element, '::after');
    const isFramed =
      element.matches(':modal') && after.content !== 'none' && Number.parseFloat(after.borderTopWidth) >= 2;
    const [color, offset, width] = isFramed
      ? [after.borderTopColor, -Number.parseFloat(after.borderTopWidth), Number.parseFloat(after.borderTopWidth)]
      : isOutline
        ? [style.outlineColor, Number.parseFloat(style.outlineOffset), Number.parseFloat(style.outlineWidth)]
        : [shadow?.[1] ?? '', 0, Number(shadow?.[2] ?? 0)];
    const border = style.borderTopColor === color ? Number.parseFloat(style.borderTopWidth) : 0;
    if (color === '' || width + border < 2) return 'no line of two pixels is around it';
    const backs = [
      'Canvas',
      ...around(offset < 0 ? element : (parentOf(element) ?? element))
        .map((node) => getComputedStyle(node).backgroundColor)
        .reverse(),
    ];
    const ratio = contrast(blend([...backs, color]), blend(backs));
    if (ratio < 3) return `its ring has a contrast of ${ratio.toFixed(1)} to 1`;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const out = offset + width / 2;
    const shares = [0.3, 0.4, 0.5, 0.6, 0.7];
    const points = shares.flatMap((share): [number, number][] => {
      const x = left + (right - left) * share;
      const y = top + (bottom - top) * share;
      return [
        [x, top - out],
        [x, bottom + out - 0.01],
        [left - out, y],
        [right + out - 0.01, y],
      ];
    });
    const isInside = ([x, y]: readonly [number, number]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
    return { color: blend([...backs, color]), points: points.filter(isInside) };
  };

  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (element === null || element === document.body) return 'nothing has the focus';
  const name = `${element.localName} ${element.getAttribute('part') ?? element.className}`;
  const opacity = around(element).reduce((share, node) => share * Number(getComputedStyle(node).opacity), 1);
  if (opacity < 0.9 && element.ariaDisabled !== 'true') return `${name}: it is nearly transparent`;
  // A field may be ringed by the frame that it fills.
  const frames = around(element)
    .slice(0, 5)
    .filter((frame) => frame.matches(':focus, :focus-within'));
  const rings = frames.map(ringOf);
  const ring = rings.find((found) => typeof found !== 'string');
  return ring ?? `${name}: ${String(rings[0])}`;
}
