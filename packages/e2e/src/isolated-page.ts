/** What a visitor and a page do with an isolated chat. */
import type { FrameLocator, Locator, Page } from 'playwright/test';
import { expect } from 'playwright/test';

interface IsolatedElement extends HTMLElement {
  readonly status: string;
  readonly messages: readonly { readonly role: string; readonly parts: readonly { readonly text: string }[] }[];
  request?: unknown;
}

/** The isolated chat on a page. */
export class IsolatedPage {
  readonly chat: Locator;
  readonly inside: FrameLocator;

  constructor(page: Page) {
    this.chat = page.locator('local-llm-chat-isolated');
    this.inside = this.chat.frameLocator('iframe');
  }

  /** Waits for a status that the element tells its page; a failure on the way ends the wait. */
  async waitForStatus(wanted: string): Promise<void> {
    const status = await this.chat.evaluate(
      (element, awaited) =>
        new Promise<string>((resolve) => {
          const chat = element as IsolatedElement;
          const check = () => {
            if ([awaited, 'failed', 'unsupported'].includes(chat.status)) resolve(chat.status);
          };
          chat.addEventListener('llm-statuschange', check);
          chat.addEventListener('llm-error', () => resolve('failed'));
          check();
        }),
      wanted,
    );
    expect(status).toBe(wanted);
  }

  async answerBriefly(): Promise<void> {
    await this.chat.evaluate((element) => {
      (element as IsolatedElement).request = { temperature: 0, maxTokens: 6 };
    });
  }

  /** Asks with the keyboard, and returns the answer as the page was told it. */
  async ask(text: string): Promise<string> {
    const answers = this.inside.locator('[part~="assistant-message"]');
    const before = await answers.count();
    const input = this.inside.getByRole('textbox');
    await input.fill(text);
    await input.press('Enter');
    await expect(answers).toHaveCount(before + 1);
    await answers.last().locator('[part~="more-button"]').waitFor({ state: 'attached', timeout: 60_000 });
    return this.chat.evaluate((element) => {
      const last = (element as IsolatedElement).messages.at(-1);
      return last?.role === 'assistant' ? (last.parts[0]?.text ?? '') : '';
    });
  }
}
