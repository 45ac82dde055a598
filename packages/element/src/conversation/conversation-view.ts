/** The conversation and the field below it, as they look for a state of engine and conversation. */
import type { Tool } from '@local-llm-chat/core/agent';
import { html, type TemplateResult } from 'lit';
import type { Assistant } from '../assistant.js';
import type { Composer } from '../composer.js';
import { type ImageOrigins, readImageOrigins } from '../markdown/image-origins.js';
import type { MessageList } from '../message-list.js';
import { type CodeTools, createCodeTools } from '../run/code-tools.js';
import { canAnswer, canAnswerAgain } from '../stage.js';
import type { Texts } from '../texts.js';
import { desks } from '../tools/desks.js';

/** The same one each time. */
const NO_TOOLS: readonly Tool[] = [];

/** The conversation, or its greeting. */
export function listOf(assistant: Assistant, list: MessageList): TemplateResult {
  const { engineState, chatState, actions, language, settings } = assistant;
  return list.render(chatState, {
    texts: language.texts,
    messageLang: language.messageLang,
    canAnswer: canAnswerAgain(engineState, chatState),
    session: assistant.session,
    hasFeedback: settings.feedback,
    hasFormulas: settings.math,
    images: imagesOf(assistant),
    codeTools: settings.runCode ? codeToolsOf(assistant) : null,
    siteTools: settings.tools ?? NO_TOOLS,
    question: desks.get(assistant)?.question(assistant.session) ?? null,
    avatar: settings.messageAvatar,
    renderMessage: settings.renderMessage,
    leave: () => assistant.focus(),
    announce: (text) => assistant.reporter.announce(text),
    moreItems: (message) =>
      assistant.reading?.items(message, language.texts, language.messageLang ?? language.texts.locale) ?? [],
    onRetry: actions.retry,
    onContinue: actions.proceed,
    empty: emptyState(language.texts, Boolean(settings.knowledge)),
  });
}

const images = new WeakMap<Assistant, { readonly setting: string; readonly origins: ImageOrigins }>();

/** The same ones as long as the setting says the same: other ones would draw every answer anew. */
function imagesOf(assistant: Assistant): ImageOrigins {
  const { imageOrigins = '' } = assistant.settings;
  const setting = typeof imageOrigins === 'string' ? imageOrigins : imageOrigins.join(' ');
  const known = images.get(assistant);
  if (known?.setting === setting) return known.origins;
  const origins = readImageOrigins(setting);
  images.set(assistant, { setting, origins });
  return origins;
}

const codeTools = new WeakMap<Assistant, CodeTools>();

/** The same ones with each update: other ones would draw every answer anew. */
function codeToolsOf(assistant: Assistant): CodeTools {
  const made =
    codeTools.get(assistant) ??
    createCodeTools({
      places: () => {
        const { workerMode, enginesUrl } = assistant.settings;
        return { ...(workerMode && { workerMode }), ...(enginesUrl && { filesUrl: enginesUrl }) };
      },
      announce: (text) => assistant.reporter.announce(text),
    });
  codeTools.set(assistant, made);
  return made;
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
    grants: (assistant.session && desks.get(assistant)?.grants(assistant.session)) ?? null,
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

/** Draws the greeting of an empty conversation. */
function emptyState({ t }: Texts, hasKnowledge: boolean): TemplateResult {
  return html`
    <div class="empty" part="empty">
      <slot name="empty">
        <h3>${t('empty.title')}</h3>
        <p>${t(hasKnowledge ? 'empty.knowledge' : 'empty.text')}</p>
      </slot>
    </div>
  `;
}
