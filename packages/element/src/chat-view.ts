/** The whole chat as it looks for a state of engine and conversation. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Assistant } from './assistant.js';
import { chatHeader, emptyState } from './chat-frame.js';
import type { Composer } from './composer.js';
import type { Display } from './display/display.js';
import type { MessageList } from './message-list.js';
import { modelPanel } from './model-panel.js';
import type { Models } from './models/models.js';
import { canAnswer, canAnswerAgain, hasComposer, isToldByMessage } from './stage.js';
import type { ThreadsPanel } from './threads/threads-panel.js';

/** What one element draws the chat with. */
export interface ChatControllers {
  readonly list: MessageList;
  readonly composer: Composer;
  readonly models: Models;
  readonly display: Display;
  readonly threads: ThreadsPanel;
}

/** Draws it. */
export function chatView(
  assistant: Assistant,
  { list, composer, models, display, threads }: ChatControllers,
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
        ${(panel === nothing && !isOpening) || !isNew ? listOf(assistant, list) : html`<div class="stage">${isOpening ? nothing : panel}</div>`}
        ${isNew ? nothing : panel} ${conversations.keeper?.note()} ${withComposer ? composerOf(assistant, composer) : nothing}
        <footer class="footer" part="footer"><slot name="footer">${withComposer ? html`<span class="hint">${texts.t('footer.note')}</span>` : nothing}</slot></footer>
      </div>
      ${models.render()} ${reporter.render()}
    </section>
  `;
}

/** The conversation, or its greeting. */
export function listOf(assistant: Assistant, list: MessageList): TemplateResult {
  const { engineState, chatState, actions, language, settings } = assistant;
  return list.render(chatState, {
    texts: language.texts,
    messageLang: language.messageLang,
    canAnswer: canAnswerAgain(engineState, chatState),
    session: assistant.session,
    hasFeedback: settings.feedback,
    avatar: settings.messageAvatar,
    renderMessage: settings.renderMessage,
    leave: () => assistant.focus(),
    announce: (text) => assistant.reporter.announce(text),
    moreItems: (message) =>
      assistant.reading?.items(message, language.texts, language.messageLang ?? language.texts.locale) ?? [],
    onRetry: actions.retry,
    onContinue: actions.proceed,
    empty: emptyState(language.texts),
  });
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

/** The field to write in. */
export function composerOf(assistant: Assistant, composer: Composer): TemplateResult {
  const { engineState, chatState, actions, language, settings } = assistant;
  const { t } = language.texts;
  const isLoading = engineState.status === 'downloading' || engineState.status === 'loading';
  return composer.render({
    texts: language.texts,
    placeholder: isLoading ? t('composer.placeholder-loading') : settings.placeholder || t('composer.placeholder'),
    lang: language.messageLang ?? language.texts.locale,
    canSend: canAnswer(engineState, chatState),
    isNew: chatState.messages.length === 0,
    settings,
    contextUse: chatState.context,
    measure: (draft) => assistant.session?.measure(draft) ?? null,
    countTokens: (text) => assistant.session?.countTokens(text) ?? 0,
    announce: (text) => assistant.reporter.announce(text),
    isAnswering: chatState.status !== 'idle',
    onSend: actions.send,
    onStop: actions.stop,
    onEditLast: () => assistant.editLast(),
    onStopReading: assistant.reading?.isReading ? () => void assistant.reading?.stop() : undefined,
  });
}
