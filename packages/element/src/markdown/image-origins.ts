/** Which images of an answer may be loaded: those of origins that the site has named. */

/** The origins, and for each whether its addresses may carry more than a short path. */
export type ImageOrigins = ReadonlyMap<string, { readonly mayCarry: boolean }>;

/** None, which is what holds where a site says nothing. */
export const NO_IMAGES: ImageOrigins = new Map();

/** What names a picture is shorter; what is longer may be made of the conversation. */
const LONGEST_PATH = 120;

/**
 * Reads what a site has set: origins with spaces between them, such as `https://images.example`. One that ends in `?` may
 * be asked with a query too. What is no origin of the web is left out.
 */
export function readImageOrigins(setting: string | readonly string[] | null | undefined): ImageOrigins {
  const origins = new Map<string, { mayCarry: boolean }>();
  const entries = typeof setting === 'string' ? setting.split(/\s+/) : (setting ?? []);
  for (const entry of entries) {
    const mayCarry = entry.endsWith('?');
    const address = mayCarry ? entry.slice(0, -1) : entry;
    if (!URL.canParse(address)) continue;
    const { origin, protocol, pathname, search } = new URL(address);
    if (/^https?:$/.test(protocol) && pathname === '/' && search === '') origins.set(origin, { mayCarry });
  }
  return origins;
}

/** True when an image may be loaded from there, by a page of that protocol. */
export function mayLoad(url: URL, origins: ImageOrigins, pageProtocol = location.protocol): boolean {
  const rule = origins.get(url.origin);
  if (rule === undefined) return false;
  // Without encryption anybody on the way sees what is asked for, and can answer.
  if (url.protocol !== 'https:' && (url.protocol !== 'http:' || pageProtocol === 'https:')) return false;
  return rule.mayCarry || (url.search === '' && url.pathname.length <= LONGEST_PATH);
}
