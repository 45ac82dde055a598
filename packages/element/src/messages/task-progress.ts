/** How far a task has come that reads a long text: which part of how many, in words and as a bar. */
import type { ChatState } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import type { Texts } from '../texts.js';

/** Draws it. A text that is read in one go has nothing to tell. */
export function taskProgress(progress: ChatState['progress'], texts: Texts): TemplateResult | typeof nothing {
  if (progress === null || progress.total < 2) return nothing;
  const { done, total } = progress;
  // The words say it, and are not read out with each part.
  return html`
    <div class="task-progress" part="task-progress">
      <progress aria-hidden="true" max=${total} value=${done}></progress>
      <span>${progressText(done, total, texts)}</span>
    </div>
  `;
}

/** `Part 3 of 12`, and after the last one what is done with them. */
export function progressText(done: number, total: number, { t }: Texts): string {
  return done >= total ? t('tasks.joining') : t('tasks.part', { part: done + 1, parts: total });
}
