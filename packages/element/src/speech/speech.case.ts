/**
 * Stands for the speech of a browser. Headless Chromium has neither recognition on the device nor voices, so what the
 * element does with them is seen on these; that a real browser keeps its word about the device, no test can show.
 */

/** What a test makes the microphone hear. */
export class FakeRecognition extends EventTarget {
  static last: FakeRecognition | null = null;
  /** What the browser says about the device. */
  static availability = 'available';
  static asked: unknown[] = [];
  static async available(options: unknown): Promise<string> {
    FakeRecognition.asked.push(options);
    return FakeRecognition.availability;
  }
  lang = '';
  continuous = false;
  interimResults = false;
  calls: string[] = [];
  #local = false;

  get processLocally(): boolean {
    return this.#local;
  }
  set processLocally(value: boolean) {
    this.#local = value;
  }
  start(): void {
    FakeRecognition.last = this;
    this.calls.push('start');
  }
  stop(): void {
    this.calls.push('stop');
  }
  abort(): void {
    this.calls.push('abort');
  }
  hear(...texts: string[]): void {
    const results = texts.map((transcript) => [{ transcript }]);
    this.dispatchEvent(Object.assign(new Event('result'), { results }));
  }
  end(error?: string): void {
    if (error !== undefined) this.dispatchEvent(Object.assign(new Event('error'), { error }));
    this.dispatchEvent(new Event('end'));
  }
}

/** Puts it in the browser's place; returns what takes it away. */
export function fakeRecognition(recognition: unknown = FakeRecognition): () => void {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'SpeechRecognition');
  Object.defineProperty(globalThis, 'SpeechRecognition', { value: recognition, configurable: true });
  FakeRecognition.availability = 'available';
  FakeRecognition.asked = [];
  FakeRecognition.last = null;
  return () => {
    if (before) Object.defineProperty(globalThis, 'SpeechRecognition', before);
    else Reflect.deleteProperty(globalThis, 'SpeechRecognition');
  };
}

interface Spoken {
  readonly text: string;
  readonly voice: string;
  readonly end: () => void;
}

/** A mouth with voices. Sentences end when the test says so. */
export class FakeSynthesis extends EventTarget {
  readonly spoken: Spoken[] = [];
  voices: readonly Partial<SpeechSynthesisVoice>[] = [];
  cancelled = 0;
  getVoices = () => this.voices;
  speak(utterance: { text: string; voice: { name: string } | null; onend: (() => void) | null }): void {
    const { text, voice } = utterance;
    this.spoken.push({ text, voice: voice?.name ?? '', end: () => utterance.onend?.() });
  }
  cancel(): void {
    this.cancelled += 1;
  }
}

/** Puts it in the browser's place; returns what takes it away. */
export function fakeSynthesis(synthesis: FakeSynthesis): () => void {
  class Utterance {
    voice = null;
    lang = '';
    onend = null;
    onerror = null;
    readonly text: string;
    constructor(text: string) {
      this.text = text;
    }
  }
  const before = ['speechSynthesis', 'SpeechSynthesisUtterance'].map((name) => {
    return [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const;
  });
  Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis, configurable: true });
  Object.defineProperty(globalThis, 'SpeechSynthesisUtterance', { value: Utterance, configurable: true });
  return () => {
    for (const [name, descriptor] of before) if (descriptor) Object.defineProperty(globalThis, name, descriptor);
  };
}
