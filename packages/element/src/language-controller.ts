/** Keeps an element's texts in the language that the page has around it. */
import type { LitElement, ReactiveController } from 'lit';
import { type Dictionary, englishMessage, onEnglish, type TextKey } from './locales/english.js';
import { dictionaryOf, fetchMissing, type LanguageMatch, matchLanguage } from './locales/languages.js';
import { createTexts, type TextFunction, type Texts } from './texts.js';

/** How long texts wait for their language before they are shown in English. */
const PATIENCE_MS = 150;

/**
 * Texts that a site words itself: ICU messages by key, or a function that returns the words for a key and
 * `undefined` where the element's own are right.
 */
export type TextOverrides = { readonly [Key in TextKey]?: string } | TextFunction;

/** Finds the language, fetches its texts, and redraws the element when either changes. */
export class LanguageController implements ReactiveController {
  readonly #host: LitElement;
  #observer: MutationObserver | null = null;
  #unsubscribe: (() => void) | null = null;
  /** The tag that the page asks for, and what there is for it. */
  #wanted = '';
  #match: LanguageMatch | null = null;
  /** What the dictionary is for; `null` for English in place of what there is not. */
  #spoken: LanguageMatch | null = null;
  #dictionary: Dictionary = {};
  #overrides: TextOverrides | undefined;
  #ownMessages: Dictionary = {};
  #texts = createTexts('en');
  /** The texts are in the language that the page asks for. */
  #isOurs = true;
  #reading: Promise<void> | null = null;
  #awaited: Promise<void> | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The texts as they are now. */
  get texts(): Texts {
    return this.#texts;
  }

  /** Resolves when there are texts to draw with: soon, whatever the network does. `null`: now. Never rejects. */
  get awaited(): Promise<void> | null {
    return this.#awaited;
  }

  /** The direction that the texts want; `null` leaves the page its own, where it asks for a language there is not. */
  get dir(): 'ltr' | 'rtl' | null {
    return this.#isOurs ? this.#texts.dir : null;
  }

  /** The language of what people and models write here, as far as the page tells; `null` where it is that of the texts. */
  get messageLang(): string | null {
    return this.#isOurs ? null : this.#wanted;
  }

  /** Takes the site's own words. */
  override(overrides: TextOverrides | undefined): void {
    const before = this.#overrides;
    if (overrides === before) return;
    this.#overrides = overrides;
    // A framework hands in a new object, or function, with each of its updates.
    const isSame =
      typeof overrides === 'object'
        ? JSON.stringify(overrides) === JSON.stringify(before)
        : typeof overrides === typeof before;
    if (isSame) return;
    this.#ownMessages = {};
    this.#reading = null;
    if (typeof overrides === 'object') this.#readMessages(overrides);
    this.#speak();
  }

  hostConnected(): void {
    addEventListener('languagechange', this.follow);
    addEventListener('online', this.follow);
    this.#unsubscribe = onEnglish(this.#complete);
    this.follow();
  }

  hostDisconnected(): void {
    removeEventListener('languagechange', this.follow);
    removeEventListener('online', this.follow);
    this.#unsubscribe?.();
    this.#observer?.disconnect();
  }

  /** Looks anew which language the page asks for, and at all elements that could change it. */
  readonly follow = (): void => {
    this.#observer ??= new MutationObserver(this.follow);
    this.#observer.disconnect();
    let wanted: string | null = null;
    for (let element: Element | null = this.#host; element !== null && wanted === null; element = above(element)) {
      wanted = element.getAttribute('lang');
      this.#observer.observe(element, { attributeFilter: ['lang'] });
    }
    // An empty attribute says that the language is not known.
    this.#wanted = wanted || navigator.language;
    this.#match = matchLanguage(this.#wanted);
    const match = this.#match;
    const language = match?.language ?? 'en';
    const learn = () => {
      const dictionary = dictionaryOf(language);
      // The page may have changed its mind meanwhile.
      if (dictionary !== undefined && match === this.#match) this.#learn(dictionary);
    };
    // Until it is here, the texts are not in the language of the page.
    this.#isOurs = false;
    learn();
    for (const texts of fetchMissing(language)) this.#await(texts.then(learn));
  };

  /** A part has come with texts of its own, which other languages have in a file that is fetched late too. */
  readonly #complete = (): void => {
    if (this.#match !== null && this.#match.language !== 'en') this.follow();
  };

  #learn(dictionary: Dictionary): void {
    this.#spoken = this.#match;
    this.#dictionary = dictionary;
    this.#speak();
  }

  /** Plain words are taken at once; what has arguments waits for the compiler, and so does what needs a warning. */
  #readMessages(overrides: Exclude<TextOverrides, TextFunction>): void {
    const isPlain = ([key, text]: [string, string]) =>
      englishMessage(key as TextKey) !== undefined && !/[{}<>]|''/.test(text);
    const entries = Object.entries(overrides).filter(([, text]) => typeof text === 'string') as [TextKey, string][];
    this.#ownMessages = Object.fromEntries(entries.filter(isPlain));
    if (entries.every(isPlain)) return;
    const reading = import('./locales/read-overrides.js').then(({ readOverrides }) => {
      if (reading !== this.#reading) return; // Others have come meanwhile.
      this.#ownMessages = readOverrides(Object.fromEntries(entries));
      this.#speak();
    });
    this.#reading = reading;
    this.#await(reading);
  }

  /** What cannot be fetched leaves the texts as they are. */
  #await(fetching: Promise<void>): void {
    const all = Promise.allSettled([this.#awaited, fetching]);
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    const awaited = Promise.race([all, patience]).then(() => {
      if (this.#awaited === awaited) this.#awaited = null;
    });
    this.#awaited = awaited;
  }

  readonly #words: TextFunction = (...given) =>
    typeof this.#overrides === 'function' ? this.#overrides(...given) : undefined;

  #speak(): void {
    const overrides = this.#overrides;
    // Without texts in the page's language there is English, unless the site brings its own.
    const locale = this.#spoken?.locale ?? (overrides && this.#match === null ? canonical(this.#wanted) : undefined);
    this.#isOurs = locale !== undefined && this.#spoken === this.#match;
    const dictionary = { ...this.#dictionary, ...this.#ownMessages };
    this.#texts = createTexts(locale ?? 'en', dictionary, typeof overrides === 'function' ? this.#words : undefined);
    this.#host.requestUpdate();
  }
}

/** The element around another, through shadow roots too. */
function above({ parentNode }: Element): Element | null {
  if (parentNode instanceof ShadowRoot) return parentNode.host;
  return parentNode instanceof Element ? parentNode : null;
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined; // It names no language.
  }
}
