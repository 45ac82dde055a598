/** Languages by their names: models know those better than tags. */

/** "Spanish" for `es`; the tag itself where it is none. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
