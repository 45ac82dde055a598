/**
 * Before a link is followed from an answer that rests on strangers' words: shows the whole address, and asks. Such an
 * address may carry away what was said, and only whoever reads it can tell.
 */
import { enLeave } from '../locales/en-leave.js';
import { addEnglish } from '../locales/english.js';
import type { Texts } from '../texts.js';
import { linkTarget } from './safe-link.js';

/** What each element with answers asks by; the newest counts. */
const asking = new WeakMap<Element, () => Texts | null>();

/** Asks before a link in `container` is followed, as long as `textsIfTainted` gives texts to ask with. */
export function askBeforeLeaving(container: Element, textsIfTainted: () => Texts | null): void {
  const isNew = !asking.has(container);
  asking.set(container, textsIfTainted);
  if (!isNew) return;
  const onPress = (event: Event): void => {
    const texts = asking.get(container)?.() ?? null;
    const link = texts === null ? null : linkOf(event, container);
    if (texts === null || link === null) return;
    event.preventDefault();
    // Dragged to another tab it would be opened there.
    if (event.type !== 'dragstart') ask(link, texts);
  };
  // Also with Ctrl or Shift, and by Enter. The middle button has an event of its own, and the right one only a menu.
  container.addEventListener('click', onPress);
  container.addEventListener('auxclick', (event) => {
    if ((event as MouseEvent).button === 1) onPress(event);
  });
  container.addEventListener('dragstart', onPress);
}

/** The link that was pressed, when it leads to another site. */
function linkOf({ target }: Event, container: Element): HTMLAnchorElement | null {
  const node = target instanceof Element ? target : target instanceof Node ? target.parentElement : null;
  const link = node?.closest('a') ?? null;
  const isOurs = link !== null && container.contains(link) && new URL(link.href).origin !== location.origin;
  return isOurs ? link : null;
}

function ask(link: HTMLAnchorElement, texts: Texts): void {
  addEnglish(enLeave);
  const { t } = texts;
  const url = new URL(link.href);
  const dialog = document.createElement('dialog');
  dialog.className = 'leave-dialog';
  dialog.setAttribute('part', 'leave-dialog');
  dialog.setAttribute('aria-labelledby', 'leave-title');
  dialog.setAttribute('aria-describedby', 'leave-reason leave-address');
  dialog.dir = texts.dir;
  dialog.lang = texts.locale;

  const title = document.createElement('h3');
  title.id = 'leave-title';
  title.textContent = t('leave.title');
  const reason = document.createElement('p');
  reason.id = 'leave-reason';
  reason.textContent = t('leave.reason');
  const address = addressOf(url);
  const answers = document.createElement('div');
  answers.className = 'leave-answers';
  const cancel = button(t('button.cancel'), 'cancel-button', () => dialog.close());
  answers.append(
    cancel,
    copyButton(url, address, texts),
    openLink(url, texts, () => dialog.close()),
  );
  dialog.append(title, reason, address, answers);

  dialog.addEventListener('keydown', (event) => {
    // To the chat Escape means to stop, and other keys to write.
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener('click', (event) => {
    // A press beside it closes it.
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    // Not every browser gives the focus to a link that is pressed.
    link.focus({ preventScroll: true });
  });
  const root = link.getRootNode();
  (root instanceof ShadowRoot ? root : document.body).append(dialog);
  dialog.showModal();
  // What changes nothing.
  cancel.focus();
}

/** Every letter of it, as the browser reads it. */
function addressOf(url: URL): HTMLElement {
  const address = document.createElement('p');
  address.id = 'leave-address';
  address.className = 'leave-address';
  address.setAttribute('part', 'leave-address');
  address.dir = 'ltr';
  // It scrolls when it is long, so the keyboard must reach it.
  address.tabIndex = 0;
  const host = document.createElement('strong');
  const isMail = url.protocol === 'mailto:';
  host.textContent = isMail ? url.pathname : linkTarget(url);
  const start = isMail ? url.protocol : `${url.protocol}//`;
  address.append(start, host, url.href.slice(start.length + host.textContent.length));
  return address;
}

function button(label: string, part: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'button small';
  made.setAttribute('part', `button ${part}`);
  made.textContent = label;
  made.addEventListener('click', onClick);
  return made;
}

function copyButton(url: URL, address: HTMLElement, { t }: Texts): HTMLButtonElement {
  const copy = button(t('leave.copy'), 'copy-button', () => {
    navigator.clipboard.writeText(url.href).then(
      () => {
        copy.textContent = t('leave.copied');
      },
      // Without the permission it is selected, one key press from being copied.
      () => getSelection()?.selectAllChildren(address),
    );
  });
  copy.setAttribute('aria-live', 'polite');
  return copy;
}

/** A link, so that the browser opens it as it opens links. */
function openLink(url: URL, { t }: Texts, onOpen: () => void): HTMLAnchorElement {
  const open = document.createElement('a');
  open.className = 'button small';
  open.setAttribute('part', 'button open-button');
  open.href = url.href;
  open.rel = 'noopener noreferrer nofollow';
  open.target = '_blank';
  open.textContent = t('leave.open');
  open.addEventListener('click', (event) => {
    // The second half of a double press on the link was none on this.
    if (event.detail > 1) event.preventDefault();
    else onOpen();
  });
  return open;
}
