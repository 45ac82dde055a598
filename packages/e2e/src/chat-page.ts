/** What a visitor does with the chat on a page, by the names that they see. */
import { expect, type Locator, type Page } from 'playwright/test';

/** The chat on a page. Locators pierce its shadow root. */
export class ChatPage {
  readonly page: Page;
  readonly chat: Locator;

  /** @param index which one, where a page has several. */
  constructor(page: Page, index = 0) {
    this.page = page;
    this.chat = page.locator('local-llm-chat').nth(index);
  }

  get input(): Locator {
    return this.chat.getByRole('textbox');
  }

  get answers(): Locator {
    return this.chat.locator('[part~="assistant-message"]');
  }

  /** Waits for a status; a failure on the way ends the wait, with its reason. */
  async waitForStatus(wanted: string): Promise<void> {
    const end = await this.chat.evaluate(
      (element, status) =>
        new Promise<string>((resolve) => {
          const chat = element as HTMLElement & { status?: string };
          const check = () => {
            const reached = chat.status === status || chat.status === 'failed' || chat.status === 'unsupported';
            if (reached) resolve(chat.status ?? '');
            return reached;
          };
          if (check()) return;
          chat.addEventListener('llm-statuschange', function listen() {
            if (check()) chat.removeEventListener('llm-statuschange', listen);
          });
        }),
      wanted,
    );
    expect(end, (await this.chat.locator('[part~="panel"]').allTextContents()).join(' ')).toBe(wanted);
  }

  /** Makes answers short and repeatable: what is tested is the path, not the model's moods. */
  async answerBriefly(maxTokens = 40): Promise<void> {
    await this.chat.evaluate((element, limit) => {
      (element as HTMLElement & { request?: unknown }).request = { temperature: 0, maxTokens: limit };
    }, maxTokens);
  }

  /** Presses the button of the first visit. */
  async start(): Promise<void> {
    await this.chat.locator('[part~="start-button"]').click();
  }

  /** The same with keys alone, from wherever the focus is. */
  async startByKeyboard(): Promise<void> {
    const isThere = () =>
      this.chat.locator('[part~="start-button"]').evaluate((button) => button.matches(':focus-visible'));
    for (let count = 0; count < 20 && !(await isThere()); count += 1) await this.page.keyboard.press('Tab');
    await this.page.keyboard.press('Enter');
  }

  /** Sends a message with the keyboard and waits until the answer is there, if not yet begun. */
  async send(text: string): Promise<void> {
    const before = await this.answers.count();
    await this.input.fill(text);
    await this.input.press('Enter');
    await expect(this.answers).toHaveCount(before + 1);
  }

  /** Waits until the last answer has ended; returns how: `complete`, `stopped` or `failed`. */
  async waitForEnd(): Promise<string> {
    return this.chat.evaluate(
      (element) =>
        new Promise<string>((resolve) => {
          const chat = element as HTMLElement & { messages?: readonly { status: string }[] };
          const check = () => {
            const status = chat.messages?.at(-1)?.status ?? '';
            const hasEnded = status !== 'pending' && status !== 'streaming';
            if (hasEnded) resolve(status);
            return hasEnded;
          };
          if (check()) return;
          chat.addEventListener('llm-message', function listen() {
            if (check()) chat.removeEventListener('llm-message', listen);
          });
        }),
    );
  }

  /** Sends a message and waits for the whole answer; returns its text. */
  async ask(text: string): Promise<string> {
    await this.send(text);
    await this.waitForEnd();
    await this.waitForStatus('ready');
    // A growing answer is drawn now and then; with its buttons it is drawn whole.
    await this.answers.last().locator('[part~="more-button"]').waitFor({ state: 'attached' });
    return (await this.answers.last().locator('[part~="markdown"]').textContent()) ?? '';
  }
}
