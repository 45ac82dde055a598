/** Speech to text by the browser itself, only where it says that no sound leaves the device. Loaded when first needed. */

/** The part of the browser's interface that is used here. TypeScript does not know it yet. */
interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally: boolean;
  start(): void;
  stop(): void;
  abort(): void;
}
interface RecognitionClass {
  new (): Recognition;
  readonly prototype: Recognition;
  available?(options: { langs: readonly string[]; processLocally: boolean }): Promise<string>;
}
interface ResultEvent extends Event {
  readonly results: Iterable<ArrayLike<{ readonly transcript: string }>>;
}

/** Why it has ended: told to, not allowed to listen, or nothing was understood. */
export type DictationEnd = 'stopped' | 'not-allowed' | 'failed';

/** How what is heard comes back. */
export interface DictationListener {
  /** All that was heard since the start, the last words perhaps to be corrected. */
  onText(text: string): void;
  onEnd(reason: DictationEnd): void;
}

function recognitionClass(): RecognitionClass | undefined {
  return (globalThis as { SpeechRecognition?: RecognitionClass }).SpeechRecognition;
}

/**
 * Whether this browser understands a language on the device. Browsers that cannot promise it send what they hear to a
 * server of their maker, so for them the answer is no.
 */
export async function canDictate(lang: string): Promise<boolean> {
  const found = recognitionClass();
  if (found?.available === undefined || !('processLocally' in found.prototype)) return false;
  try {
    return (await found.available({ langs: [lang], processLocally: true })) === 'available';
  } catch {
    return false; // The language is none that it knows, or a policy forbids it.
  }
}

/** Listens until what is returned is called. Asks `canDictate` first. */
export function dictate(lang: string, listener: DictationListener): () => void {
  const Found = recognitionClass();
  if (Found === undefined) {
    listener.onEnd('failed');
    return () => undefined;
  }
  const recognition = new Found();
  recognition.lang = lang;
  recognition.continuous = true;
  recognition.interimResults = true;
  recognition.processLocally = true;
  let reason: DictationEnd = 'stopped';
  recognition.addEventListener('result', (event) => {
    const texts = [...(event as ResultEvent).results].map((result) => result[0]?.transcript.trim() ?? '');
    listener.onText(texts.filter((text) => text !== '').join(' '));
  });
  recognition.addEventListener('error', (event) => {
    const { error } = event as Event & { readonly error?: string };
    if (error === 'aborted') return;
    reason = error === 'not-allowed' || error === 'service-not-allowed' ? 'not-allowed' : 'failed';
  });
  recognition.addEventListener('end', () => listener.onEnd(reason), { once: true });
  try {
    recognition.start();
  } catch {
    listener.onEnd('failed');
  }
  return () => recognition.stop();
}
