/** Code that cannot be fetched: how often it is asked for again, and what is said meanwhile. */
import { html, LitElement, nothing, render } from 'lit';
import { afterEach, expect, it, vi } from 'vitest';
import { LateCode, lateText, notFetched } from './late-code.js';
import { addAllEnglish } from './locales/all-english.js';
import { createTexts } from './texts.js';

class Host extends LitElement {
  override focus = vi.fn();
}
customElements.define('late-host', Host);

addAllEnglish();
const texts = createTexts('en');

/** Fails until it is told to be there. */
function lateCode() {
  const host = new Host();
  const state = { isThere: false };
  const load = vi.fn(async () => {
    if (!state.isThere) throw new TypeError('Failed to fetch dynamically imported module.');
    return 'code';
  });
  return { host, load, state, late: new LateCode(host, load) };
}

afterEach(() => document.body.replaceChildren());

it('is fetched once, however often it is wanted', async () => {
  const { host, load, state, late } = lateCode();
  const update = vi.spyOn(host, 'requestUpdate');
  state.isThere = true;
  late.want();
  late.want();
  expect(await late.fetch()).toBe('code');
  late.want();
  expect(load).toHaveBeenCalledTimes(1);
  expect(late).toMatchObject({ code: 'code', failures: 0 });
  await vi.waitFor(() => expect(update).toHaveBeenCalledTimes(1));
});

it('is fetched again when somebody asks, and when the network is back, but not with each update', async () => {
  const { host, load, state, late } = lateCode();
  const update = vi.spyOn(host, 'requestUpdate').mockImplementation(() => late.want());
  await expect(late.fetch()).rejects.toThrow('Failed to fetch');
  await vi.waitFor(() => expect(update).toHaveBeenCalledTimes(1));
  late.want();
  expect(load).toHaveBeenCalledTimes(1);
  await expect(late.fetch()).rejects.toThrow('Failed to fetch');
  expect(late.failures).toBe(2);
  state.isThere = true;
  window.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(late.code).toBe('code'));
  expect(load).toHaveBeenCalledTimes(3);
  window.dispatchEvent(new Event('online'));
  expect(load).toHaveBeenCalledTimes(3);
});

it('is missed in words: first to try again, then to reload the page', async () => {
  const { late } = lateCode();
  expect(lateText(texts, 1, 'The list is missing.')).toBe(
    'The list is missing. Check that you are online, then try again.',
  );
  expect(lateText(texts, 2)).toBe('The connection was interrupted. Try again. If it happens again, reload the page.');
  expect(lateText(createTexts('ja'), 1, '一覧。')).not.toContain('。 ');
  expect(late.failures).toBe(0);
});

it('comes by the button beside these words, and the focus is led on', async () => {
  const { host, load, state, late } = lateCode();
  document.body.append(host);
  await late.fetch().catch(() => undefined);
  const draw = () =>
    render(late.code === null ? notFetched(texts, late) : html`Here.`, document.body.appendChild(place));
  const place = document.createElement('div');
  draw();
  const alert = place.querySelector('[role=alert]');
  expect(alert?.textContent?.replaceAll(/\s+/g, ' ').trim()).toBe(
    'The connection was interrupted. Check that you are online, then try again. Try again',
  );
  place.querySelector('button')?.click();
  await vi.waitFor(() => expect(late.failures).toBe(2));
  expect(host.focus).not.toHaveBeenCalled();
  state.isThere = true;
  draw();
  place.querySelector('button')?.click();
  await vi.waitFor(() => expect(host.focus).toHaveBeenCalledTimes(1));
  expect(load).toHaveBeenCalledTimes(3);
  render(nothing, place);
});
