/** `<local-llm-session>`: one conversation with one model, without a look of its own. */
import { css, html, type TemplateResult } from 'lit';
import { ChatElement } from '../chat-element.js';

/**
 * Holds what `<local-llm-chat>` holds, and shows nothing of it: the pieces inside do, wherever a page puts them.
 *
 * @summary A chat without a look, around pieces that a page arranges itself.
 *
 * @example
 * ```html
 * <script type="module" src="/node_modules/@local-llm-chat/element/parts.js"></script>
 * <local-llm-session system="You know everything about house plants.">
 *   <local-llm-model-panel></local-llm-model-panel>
 *   <local-llm-messages></local-llm-messages>
 *   <local-llm-composer></local-llm-composer>
 * </local-llm-session>
 * ```
 *
 * @tag local-llm-session
 *
 * @event {StatusChangeEvent} llm-statuschange - The engine's status has changed.
 * @event {LLMProgressEvent} llm-progress - A download or a start has come further, or stands still; at most ten a second.
 * @event {ModelChangeEvent} llm-modelchange - Another model was chosen, by the visitor or because one did not work.
 * @event {LLMMessageEvent} llm-message - A message was sent, or an answer has ended.
 * @event {LLMErrorEvent} llm-error - The engine or an answer has failed.
 * @event {LLMFeedbackEvent} llm-feedback - The visitor rates an answer or takes the rating back; only with `feedback`.
 * @event {ThreadChangeEvent} llm-threadchange - Another conversation is shown.
 * @event {ToolCallEvent} llm-toolcall - The model wants to call one of the `tools`; with the verdict `ask` the visitor is asked.
 * @event {PolicyDecisionEvent} llm-policydecision - A call was decided about, by the rules or by the visitor.
 * @event {ToolResultEvent} llm-toolresult - What came of a call.
 * @event {KnowledgeWorkEvent} llm-knowledge - An answer from documents searches, reads, has found something, or nothing.
 * @event {SourceOpenEvent} llm-source-open - The visitor opens a source; can be cancelled.
 *
 * @slot - Anything: the pieces find the session however deep they stand in it.
 */
export class LocalLLMSession extends ChatElement {
  static override styles = css`
    :host {
      display: contents;
    }
    :host([hidden]) {
      display: none;
    }
    :host([density='compact']) {
      --llm-space: 0.75rem;
    }
    .visually-hidden {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      margin: -1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `;

  protected override render(): TemplateResult {
    return html`<slot></slot>${this.assistant.reporter.render()}`;
  }
}
