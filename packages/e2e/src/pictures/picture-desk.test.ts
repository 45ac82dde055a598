/** The comparison of pictures sees what people would, and not what differs by chance. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, type WatchedPage } from '../browser.js';
import { PIXELS_ALLOWED, PictureDesk } from './picture-desk.js';
import { PICTURES_BROWSER } from './pictures-browser.js';

const PAGE = `
  <style>
    body { margin: 16px; background: #ffffff; color: #1d1d1f; font: 16px sans-serif; }
    section { border: 1px solid #dfdfdf; border-radius: 16px; padding: 16px; }
    .bubble { background: #ececec; border-radius: 18px; padding: 8px 16px; }
    button { position: relative; inline-size: 32px; block-size: 32px; border: 0; border-radius: 16px; background: #2f5bd0; }
    i { display: inline-block; inline-size: 5px; block-size: 5px; border: 1.5px solid #6b6b6d; }
  </style>
  <section><p class="bubble">How often do I water a Monstera?</p><p>Once a week. <i></i></p><button></button></section>`;

let watched: WatchedPage;
let desk: PictureDesk;

beforeAll(async () => {
  watched = await openPage(PICTURES_BROWSER);
  desk = await PictureDesk.open();
});
afterAll(async () => {
  await desk.close();
  await watched.close();
});

async function take(style = '', height = 300): Promise<Buffer> {
  await watched.page.setViewportSize({ width: 400, height });
  await watched.page.setContent(`${PAGE}<style>${style}</style>`);
  return watched.page.screenshot();
}

describe('of two pictures', () => {
  it('the same page taken twice is the same', async () => {
    expect(await desk.compare(await desk.pack(await take()), await take())).toEqual({ pixels: 0, picture: null });
  });

  it('a packed one is smaller', async () => {
    const picture = await take();
    expect((await desk.pack(picture)).length).toBeLessThan(picture.length);
  });

  it.each([
    ['a button moved by four pixels', 'button { left: 4px }'],
    ['a button moved by two pixels', 'button { top: 2px }'],
    ['a button of another blue', 'button { background: #3a66d8 }'],
    ['a lighter bubble', '.bubble { background: #f4f4f4 }'],
    ['a lost border', 'section { border-color: transparent }'],
    ['a lost icon', 'i { visibility: hidden }'],
    ['quieter text', 'body { color: #4a4a4c }'],
    ['wider lines', 'section { padding-block: 17px }'],
  ])('%s is seen', async (_, style) => {
    const { pixels, picture } = await desk.compare(await desk.pack(await take()), await take(style));
    expect(pixels).toBeGreaterThan(PIXELS_ALLOWED);
    expect(picture?.subarray(1, 4).toString()).toBe('PNG');
  });

  it('one of another size differs as a whole', async () => {
    expect(await desk.compare(await desk.pack(await take()), await take('', 301))).toEqual({
      pixels: 400 * 301,
      picture: null,
    });
  });

  it.each([
    ['the edge of a curve by a fraction of a pixel', 'section { border-radius: 16.1px }'],
    ['a colour by less than an eye sees', 'button { background: #2f5bd1 }'],
    ['a page by less than an eye sees', 'body { background: #fefefe }'],
    ['text by less than an eye sees', 'body { color: #1e1d1e }'],
  ])('%s is not counted', async (_, style) => {
    const before = await take();
    const after = await take(style);
    expect(after.equals(before)).toBe(false);
    expect((await desk.compare(await desk.pack(before), after)).pixels).toBeLessThanOrEqual(PIXELS_ALLOWED);
  });
});
