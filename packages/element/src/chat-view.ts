/** The whole chat as it looks for a state of engine and conversation. */
import type { ChatState, EngineState } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { chatHeader, emptyState } from './chat-frame.js';
import type { Composer } from './composer.js';
import type { MessageList } from './message-list.js';
import { modelPanel } from './model-panel.js';
import type { Models, ModelsSection } from './models/models.js';
import type { Reporter } from './reporter.js';
import { canAnswer, canAnswerAgain, hasComposer, isToldByMessage } from './stage.js';
import type { Texts } from './texts.js';

/** What the visitor can do. */
export interface ChatActions {
  readonly load: () => void;
  readonly cancel: () => void;
  readonly hold: (paused: boolean) => void;
  readonly models: (event: Event, section?: ModelsSection) => void;
  readonly send: (text: string) => void;
  readonly stop: () => void;
  readonly retry: () => void;
  readonly proceed: () => void;
  readonly begin: () => void;
  readonly keydown: (event: KeyboardEvent) => void;
}

/** What the chat shows besides the two states. */
export interface ChatViewContext {
  readonly texts: Texts;
  /** The direction that all runs in, where the page's may be another. */
  readonly dir: 'ltr' | 'rtl' | null;
  /** The language of what is said, where it is not that of the texts. */
  readonly messageLang: string | null;
  readonly heading: string | undefined;
  readonly placeholder: string | undefined;
  /** Why the visitor is asked anew. */
  readonly notice: string | null;
  readonly list: MessageList;
  readonly composer: Composer;
  readonly models: Models;
  readonly reporter: Reporter;
  readonly actions: ChatActions;
}

/** Draws it. */
export function chatView(engine: EngineState, chat: ChatState, context: ChatViewContext): TemplateResult {
  const { texts, heading, list, models, reporter, actions } = context;
  const isNew = chat.messages.length === 0;
  const withComposer = hasComposer(engine, chat);
  const panel = isToldByMessage(engine, chat) ? nothing : panelFor(engine, !isNew, context);
  return html`
    <div class="wish"></div>
    <section class="chat" part="chat" lang=${texts.locale} dir=${context.dir ?? nothing} aria-label=${heading || texts.t('header.title')} @keydown=${actions.keydown}>
      <div class="frame" ?inert=${models.isOpen}>
        ${chatHeader(engine, {
          texts,
          heading,
          isNew,
          onNew: actions.begin,
          onModels: actions.models,
          onNear: models.preload,
        })}
        ${
          panel === nothing || !isNew
            ? list.render(chat, {
                texts,
                messageLang: context.messageLang,
                canAnswer: canAnswerAgain(engine, chat),
                onRetry: actions.retry,
                onContinue: actions.proceed,
                empty: emptyState(texts),
              })
            : html`<div class="stage">${panel}</div>`
        }
        ${isNew ? nothing : panel} ${withComposer ? composerFor(engine, chat, context) : nothing}
        <footer class="footer" part="footer"><slot name="footer">${withComposer ? html`<span class="hint">${texts.t('footer.note')}</span>` : nothing}</slot></footer>
      </div>
      ${models.render()} ${reporter.render()}
    </section>
  `;
}

function panelFor(
  engine: EngineState,
  isCompact: boolean,
  { texts, notice, models, actions }: ChatViewContext,
): TemplateResult | typeof nothing {
  return modelPanel(engine, {
    texts,
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

function composerFor(engine: EngineState, chat: ChatState, context: ChatViewContext): TemplateResult {
  const { texts, placeholder, composer, actions } = context;
  const { t } = texts;
  const isLoading = engine.status === 'downloading' || engine.status === 'loading';
  return composer.render({
    texts,
    placeholder: isLoading ? t('composer.placeholder-loading') : placeholder || t('composer.placeholder'),
    canSend: canAnswer(engine, chat),
    isAnswering: chat.status !== 'idle',
    onSend: actions.send,
    onStop: actions.stop,
  });
}
