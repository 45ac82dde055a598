/** The chat that a story shows, for what is done in it. */
import type { LocalLLMChat } from '../local-llm-chat.js';

/** Waits for what a visitor would wait for. */
export async function sees(canvas: HTMLElement, selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = canvas.querySelector('local-llm-chat')?.shadowRoot?.querySelector<HTMLElement>(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

/** The chat of a story, once one can write. */
export async function ready(canvas: HTMLElement): Promise<LocalLLMChat> {
  const chat = canvas.querySelector('local-llm-chat');
  if (chat === null) throw new Error('The story has no <local-llm-chat>.');
  await chat.load();
  await sees(canvas, '[part~=input]');
  return chat;
}
