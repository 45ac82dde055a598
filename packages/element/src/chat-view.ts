/** The whole chat as it looks for a state of engine and conversation. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Assistant } from './assistant.js';
import { chatHeader } from './chat-frame.js';
import type { Conversation } from './conversation/conversation.js';
import type { Display } from './display/display.js';
import { modelPanel } from './model-panel.js';
import type { Models } from './models/models.js';
import { hasComposer, isToldByMessage } from './stage.js';
import type { ThreadsPanel } from './threads/threads-panel.js';

/** What one element draws the chat with. */
export interface ChatControllers {
  readonly conversation: Conversation;
  readonly models: Models;
  readonly display: Display;
  readonly threads: ThreadsPanel;
}

/** Draws it. */
export function chatView(
  assistant: Assistant,
  { conversation, models, display, threads }: ChatControllers,
): TemplateResult {
  const { engineState: engine, chatState: chat, actions, language, reporter, conversations } = assistant;
  const { texts } = language;
  const { heading } = assistant.settings;
  const isNew = chat.messages.length === 0;
  const withComposer = hasComposer(engine, chat);
  const { isOpening } = conversations;
  const conversationList = threads.view;
  const panel = isToldByMessage(engine, chat) ? nothing : panelOf(assistant, models, !isNew);
  return html`
    <div class="wish"></div>
    <section class="chat" part="chat" lang=${texts.locale} dir=${language.dir ?? nothing} aria-label=${heading || texts.t('header.title')} @keydown=${actions.keydown}>
      ${conversationList?.render(models.isOpen)}
      <div class=${conversationList?.form === 'column' ? 'frame beside' : 'frame'} ?inert=${models.isOpen || conversationList?.form === 'sheet'}>
        ${chatHeader(engine, {
          texts,
          heading,
          isNew,
          onNew: actions.begin,
          threads: conversationList?.button(),
          onModels: actions.models,
          onNear: models.preload,
          onHide: display.isWindow ? () => void display.hide() : null,
        })}
        ${(panel === nothing && !isOpening) || !isNew ? conversation.log(assistant) : html`<div class="stage">${isOpening ? nothing : panel}</div>`}
        ${isNew ? nothing : panel} ${conversations.keeper?.note() ?? conversation.missing(assistant)} ${withComposer ? conversation.field(assistant) : nothing}
        <footer class="footer" part="footer"><slot name="footer">${withComposer ? html`<span class="hint">${texts.t('footer.note')}</span>` : nothing}</slot></footer>
      </div>
      ${models.render()} ${reporter.render()}
    </section>
  `;
}

/** What the model is up to, while it is not ready. */
export function panelOf(
  { engineState, actions, language, notice }: Assistant,
  models: Models,
  isCompact: boolean,
): TemplateResult | typeof nothing {
  return modelPanel(engineState, {
    texts: language.texts,
    isCompact,
    hereBytes: models.hereBytes,
    notice,
    onLoad: actions.load,
    onCancel: actions.cancel,
    onHold: actions.hold,
    onModels: actions.models,
    onNear: models.preload,
  });
}
