/** Asks the visitor before a link of the frame is opened: the frame itself can open nothing. */
import { html, nothing, type TemplateResult } from 'lit';
import { linkTarget, safeLink } from '../markdown/safe-link.js';
import type { Texts } from '../texts.js';

/** Longer addresses can carry a conversation. */
const LONGEST = 2000;

/** The address that is asked about; `null` for one that is not to be opened at all. */
export function readLink(text: string): URL | null {
  const url = safeLink(text);
  return url !== null && url.href.length <= LONGEST ? url : null;
}

/** The dialog. It is drawn closed, and opened by whoever draws it. */
export function leaveDialog(url: URL | null, { t }: Texts, onClose: () => void): TemplateResult | typeof nothing {
  if (url === null) return nothing;
  const leave = (event: Event) => (event.currentTarget as HTMLElement).closest('dialog')?.close();
  return html`
    <dialog part="link-dialog" aria-labelledby="leave-title" @close=${onClose}>
      <h2 id="leave-title">${t('isolated.leave', { host: linkTarget(url) })}</h2>
      <p>${t('isolated.leave-text')}</p>
      <p class="address" dir="ltr" tabindex="0">${url.href}</p>
      <div class="row">
        <a class="button primary" part="button link-button" href=${url.href} target="_blank" rel="noopener noreferrer nofollow" @click=${leave}>
          ${t('isolated.leave-button')}
        </a>
        <button class="button" part="button cancel-button" autofocus @click=${leave}>${t('button.cancel')}</button>
      </div>
    </dialog>
  `;
}
