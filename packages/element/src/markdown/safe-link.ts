/** Decides which addresses a model may link to, and makes what a link says about itself honest. */

const PROTOCOLS = ['http:', 'https:', 'mailto:'];

/**
 * Characters that show nothing or reorder what is shown: controls, zero-width and bidirectional
 * ones, and tag characters, which can carry hidden text. White space stays.
 */
const INVISIBLE = /(?![\t\n\r])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}\p{Cf}]/gu;

/** What reads like the name of a host. */
const HOST = /(?<![\p{L}\p{N}._/-])(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}|(?<=\/\/)(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}/gu;

/** A text without its invisible characters. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/**
 * The address to link to, or `null` when there is to be no link: only absolute http(s) and mailto
 * addresses without a user name, which serves to disguise the host, are followed.
 */
export function safeLink(address: string): URL | null {
  const visible = withoutInvisible(address).trim();
  if (!URL.canParse(visible)) return null;
  const url = new URL(visible);
  if (!PROTOCOLS.includes(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url;
}

/** Where a link leads, for people: the host, or the address of a mail. */
export function linkTarget(url: URL): string {
  return url.protocol === 'mailto:' ? decodeSafely(url.pathname) : url.host;
}

/**
 * True when a label reads like an address but the link leads to another one. Such a label gets the
 * real one beside it.
 */
export function isMisleading(label: string, url: URL): boolean {
  const target = linkTarget(url).toLowerCase();
  for (const [claim] of label.toLowerCase().matchAll(HOST)) {
    if (target !== claim && target !== `www.${claim}` && `www.${target}` !== claim && !target.endsWith(`@${claim}`)) {
      return true;
    }
  }
  return false;
}

/**
 * True when a label shows where the link leads, letter by letter. A name in letters of other scripts shows it never: the
 * target is in ASCII then.
 */
export function namesTarget(label: string, url: URL): boolean {
  const target = linkTarget(url).toLowerCase();
  const shown = label.trim().toLowerCase();
  if (shown === target || shown === url.href.toLowerCase()) return true;
  if (url.protocol === 'mailto:') return shown.split(/[\s,;<>()]+/).includes(target);
  return shown.split(/[\s,;<>()]+/).some((word) => word === target || hostOf(word) === target);
}

/** The host of a written address, unless reading it changes its letters. */
function hostOf(word: string): string | null {
  const host = /^https?:\/\/([a-z0-9.:[\]-]+)(?:[/?#]|$)/.exec(word)?.[1];
  return host ?? null;
}

function decodeSafely(text: string): string {
  try {
    return withoutInvisible(decodeURIComponent(text));
  } catch {
    return text;
  }
}
