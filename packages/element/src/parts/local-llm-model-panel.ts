/** `<local-llm-model-panel>`: the model with its download, its choice and its storage, in an element of its own. */
import { html, nothing } from 'lit';
import type { Assistant } from '../assistant.js';
import { panelOf } from '../chat-view.js';
import { modelAbout } from '../model-about.js';
import type { Models } from '../models/models.js';
import { isToldByMessage } from '../stage.js';
import { ChatPart, frame } from './chat-part.js';

/**
 * What the model of a `<local-llm-session>` is up to: its download, with the visitor's consent, its start and its
 * failures; once it is ready a line that names it, from which others can be chosen and deleted.
 *
 * @summary The model of a session.
 * @tag local-llm-model-panel
 * @csspart panel - The surface of every state before the model is ready.
 * @csspart about - The line that names the model.
 */
export class LocalLLMModelPanel extends ChatPart<{ readonly models: Models }> {
  protected override createControllers(assistant: Assistant): { readonly models: Models } {
    return { models: assistant.createModels(this) };
  }

  protected override draw(assistant: Assistant, { models }: { readonly models: Models }): unknown {
    const { engineState, chatState, actions, language } = assistant;
    const line = modelAbout(engineState, {
      texts: language.texts,
      onModels: actions.models,
      onNear: models.preload,
    });
    const panel = isToldByMessage(engineState, chatState) ? nothing : panelOf(assistant, models, false);
    return html`${frame(html`${line} ${panel}`, models.isOpen)} ${models.render()}`;
  }
}
