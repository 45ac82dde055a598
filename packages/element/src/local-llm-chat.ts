/** `<local-llm-chat>`: a conversation with a model that runs in the visitor's browser. */
import type { PropertyDeclarations, PropertyValues } from 'lit';
import { ChatElement } from './chat-element.js';
import { chatView } from './chat-view.js';
import { Conversation } from './conversation/conversation.js';
import { Display, type DisplayForm } from './display/display.js';
import { OpenChangeEvent } from './events.js';
import { styles } from './local-llm-chat.styles.js';
import { ThreadsPanel } from './threads/threads-panel.js';

/**
 * A private AI assistant: a model is loaded into this browser when the visitor agrees, and every
 * answer is written on their device.
 *
 * @summary A chat with a model that runs in the visitor's browser.
 *
 * @example
 * ```html
 * <script type="module" src="/node_modules/@local-llm-chat/element/define.js"></script>
 * <local-llm-chat heading="Ask about our plants" system="You know everything about house plants."></local-llm-chat>
 * ```
 *
 * @tag local-llm-chat
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
 * @event {OpenChangeEvent} llm-openchange - The panel or the launcher's window was opened or closed.
 *
 * @slot header - Replaces the heading.
 * @slot empty - Replaces the greeting of an empty conversation.
 * @slot suggestions - Buttons with questions to begin with, above the message field: each sends its `value`, or its text.
 * @slot footer - Replaces the line below the message field.
 * @slot launcher - Replaces the picture on the button that opens a panel or a launcher: words, a picture, or both.
 *
 * @csspart chat - The whole, inside the element.
 * @csspart launcher - What floats over the page around the button that opens a panel or a launcher.
 * @csspart launcher-button - That button.
 * @csspart news - The dot on it that tells of a new answer.
 * @csspart window - The panel, or the launcher's window.
 * @csspart hide-button - Closes it.
 * @csspart resize-handle - The edge by which a panel is made wider.
 * @csspart header - The row with heading, model line and "new conversation".
 * @csspart heading - The heading.
 * @csspart about - The model line with its panel.
 * @csspart about-summary - The model line itself.
 * @csspart about-panel - What opens from it.
 * @csspart panel - The surface of every state before the conversation.
 * @csspart panel-checking - The panel while the device is examined.
 * @csspart panel-start - The panel of the first visit.
 * @csspart panel-downloading - The panel of the download.
 * @csspart panel-loading - The panel while the model is put into memory.
 * @csspart panel-failed - The panel of an error.
 * @csspart panel-unsupported - The panel where nothing can run.
 * @csspart panel-title - A panel's title.
 * @csspart emblem - The round picture above a panel's title.
 * @csspart facts - Model, licence and download size.
 * @csspart progress - The bar of download and start.
 * @csspart figures - Bytes, speed and time left.
 * @csspart details - The technical details of an error.
 * @csspart log - The scrolling conversation.
 * @csspart messages - The column of messages.
 * @csspart message - Every message.
 * @csspart user-message - A message of the visitor.
 * @csspart bubble - The box around the visitor's text.
 * @csspart assistant-message - An answer.
 * @csspart markdown - An answer's text.
 * @csspart code-block - A block of code.
 * @csspart code-output - What it has shown when it was run.
 * @csspart run-button - Runs it.
 * @csspart code-header - Its language and copy button.
 * @csspart inline-code - Code within a line.
 * @csspart table - The scrolling frame of a table.
 * @csspart link - Every link; its `::after` is the host, where the label does not say it.
 * @csspart image - An image of an origin in `image-origins`.
 * @csspart hidden-character - The name of characters that show nothing, in their place.
 * @csspart leave-dialog - The question before a link is followed from strangers' words.
 * @csspart leave-address - The address in it.
 * @csspart typing-indicator - The three dots before the first word.
 * @csspart task-progress - How far a task has come that reads a long text.
 * @csspart note - Quiet lines: stopped, length limit.
 * @csspart message-error - Why an answer failed.
 * @csspart message-actions - The buttons below a message.
 * @csspart message-details - Model, length, speed, wait and time of an answer.
 * @csspart avatar - The frame of the picture beside a message.
 * @csspart branches - "‹ 2 / 3 ›", below a message with other versions.
 * @csspart menu - What "More actions" opens, and the plus beside the message field.
 * @csspart menu-item - One entry of it.
 * @csspart thought - What the model thought before it answered.
 * @csspart thought-summary - The line that it folds into.
 * @csspart tool-steps - What was done with tools for an answer.
 * @csspart tool-steps-summary - The line that it folds into.
 * @csspart tool-step - One call of a tool.
 * @csspart tool-arguments - What it was called with.
 * @csspart tool-result - What came of it.
 * @csspart tool-approval - The question whether a tool may be used.
 * @csspart tool-host - A server that something would go to.
 * @csspart tools-dialog - The dialog with all tools.
 * @csspart tool - One of them.
 * @csspart tool-grant - What the visitor has said of it for the whole conversation.
 * @csspart knowledge-query - How a question was understood, where it leans on what was said before.
 * @csspart knowledge-status - The line that tells what is searched and read.
 * @csspart knowledge-titles - The pages that are read.
 * @csspart citation - The number of a source in an answer.
 * @csspart source-card - What it shows to who points at it.
 * @csspart sources - The sources of an answer, or the nearest passages.
 * @csspart sources-title - What stands above them.
 * @csspart source - One of them.
 * @csspart source-link - Its title, as a link.
 * @csspart source-quote - The words that are quoted.
 * @csspart files - The files of a question.
 * @csspart file - One of them.
 * @csspart file-dialog - The dialog with a file's text.
 * @csspart file-text - That text.
 * @csspart omitted - The line below the messages that the model no longer reads.
 * @csspart editor - A question that is being edited.
 * @csspart edit-input - The field that it is edited in.
 * @csspart undo - "Deleted. Undo".
 * @csspart empty - The greeting of an empty conversation.
 * @csspart composer - The box around the message field.
 * @csspart input - The message field.
 * @csspart send-button - The send button.
 * @csspart stop-button - The same button while an answer is written.
 * @csspart button - Every button with a text.
 * @csspart start-button - "Download and start".
 * @csspart pause-button - "Pause", and "Resume" while it is paused.
 * @csspart cancel-button - "Cancel".
 * @csspart retry-button - "Try again", "Continue download".
 * @csspart continue-button - "Continue", below an answer that was cut off.
 * @csspart others-button - "Other models".
 * @csspart change-button - "Change model", in the model line's panel.
 * @csspart storage-button - "Make room", where the storage is full.
 * @csspart models - The sheet where models are changed and deleted.
 * @csspart model-options - The list of models to choose from.
 * @csspart model-option - One of them.
 * @csspart use-button - Starts the model that is picked there.
 * @csspart storage - What is stored on the device.
 * @csspart stored-model - One stored model.
 * @csspart storage-room - How much room there is.
 * @csspart close-button - Closes the sheet.
 * @csspart delete-button - Deletes one model, after a question.
 * @csspart delete-all-button - Deletes all of them, after a question.
 * @csspart keep-button - Answers that question with no.
 * @csspart confirm-button - Answers it with yes.
 * @csspart icon-button - Every button with a picture alone.
 * @csspart new-button - "New conversation".
 * @csspart threads-button - Opens and closes the list of conversations.
 * @csspart threads - That list: a sheet over the chat, or a column beside it.
 * @csspart threads-search - Its search field.
 * @csspart thread - One conversation.
 * @csspart thread-button - Opens it.
 * @csspart thread-menu-button - Opens its menu.
 * @csspart thread-rename - The field for its new title.
 * @csspart new-thread-button - "New conversation", in the list.
 * @csspart all-threads-button - Opens the menu of what can be done with all conversations.
 * @csspart copy-button - "Copy answer".
 * @csspart copy-question-button - "Copy message".
 * @csspart edit-button - "Edit message".
 * @csspart delete-message-button - "Delete message".
 * @csspart more-button - "More actions".
 * @csspart good-button - "Good answer".
 * @csspart bad-button - "Bad answer".
 * @csspart previous-button - "Previous version".
 * @csspart next-button - "Next version".
 * @csspart save-button - "Save and ask".
 * @csspart cancel-edit-button - Leaves a question as it was.
 * @csspart allow-button - "Allow once".
 * @csspart allow-conversation-button - "Allow in this conversation".
 * @csspart deny-button - "Don't allow".
 * @csspart never-button - "Never in this conversation".
 * @csspart tools-list-button - Opens the dialog with all tools.
 * @csspart revoke-button - Takes back what was said of a tool.
 * @csspart remove-button - Takes a file off a question, or off a message that is being written.
 * @csspart undo-button - Brings back what was deleted.
 * @csspart again-button - "Answer again".
 * @csspart latest-button - "Jump to the latest message".
 * @csspart suggestions - The list of questions to begin with.
 * @csspart suggestion - One of them.
 * @csspart add-button - Adds files, or opens the menu of what can be added.
 * @csspart offer - Offers to ask about what is selected on the page.
 * @csspart attachments - What is sent along with the message.
 * @csspart attachment - One file, text or page of it.
 * @csspart tasks-button - Opens the menu of what can be done with one of them.
 * @csspart insert-button - "Insert as text", on a text that was pasted.
 * @csspart drop-zone - Where files can be dropped, while some are dragged over the element.
 * @csspart meter-button - The ring that shows how full the model's memory is.
 * @csspart meter - The words behind it.
 * @csspart dictation-button - Ends dictating.
 * @csspart reading-button - Ends reading aloud.
 * @csspart footer - The line below the message field.
 *
 * @cssproperty [--llm-accent] - Buttons, progress and focus.
 * @cssproperty [--llm-on-accent] - Text on the accent colour.
 * @cssproperty [--llm-surface] - The background.
 * @cssproperty [--llm-text] - The text. Quieter text, lines and fills derive from it and the surface.
 * @cssproperty [--llm-muted] - Quiet text.
 * @cssproperty [--llm-link] - Links in answers; the accent colour by default.
 * @cssproperty [--llm-border] - Lines between things.
 * @cssproperty [--llm-control] - The borders of fields and buttons.
 * @cssproperty [--llm-focus] - The ring around what has the focus; the accent colour by default.
 * @cssproperty [--llm-fill] - Soft surfaces: code, facts.
 * @cssproperty [--llm-bubble] - The background of the visitor's messages.
 * @cssproperty [--llm-on-bubble] - Text on it.
 * @cssproperty [--llm-danger] - Errors.
 * @cssproperty [--llm-shadow] - Below the message field and other low things.
 * @cssproperty [--llm-float] - Below the launcher and its window.
 * @cssproperty [--llm-radius=1rem] - Roundness; smaller parts derive from it.
 * @cssproperty [--llm-button-radius=999px] - Roundness of buttons with a text.
 * @cssproperty [--llm-space=1rem] - The unit of every gap.
 * @cssproperty [--llm-column=46rem] - The widest that text runs.
 * @cssproperty [--llm-block-size=min(36rem, 80dvb)] - The height of a chat in the page.
 * @cssproperty [--llm-font] - The font; that of the page by default.
 * @cssproperty [--llm-mono] - The font of code.
 * @cssproperty [--llm-launcher-size=3.5rem] - The button of a launcher.
 * @cssproperty [--llm-launcher-block=1.25rem] - Its distance from the bottom of the window.
 * @cssproperty [--llm-launcher-inline=1.25rem] - Its distance from the side.
 * @cssproperty [--llm-window-inline-size=26rem] - The width of a launcher's window.
 * @cssproperty [--llm-window-block-size=40rem] - Its height.
 * @cssproperty [--llm-panel-inline-size=26rem] - The width that a side panel begins with.
 */
export class LocalLLMChat extends ChatElement {
  static override styles = styles;

  static override properties: PropertyDeclarations = {
    display: { reflect: true },
    side: { reflect: true },
    open: { type: Boolean, reflect: true },
  };

  /**
   * `inline` stands in the page (default), `panel` at the side of the window, `launcher` behind a floating button.
   * Of the last two nothing but the button is there, and nothing is looked at or fetched, before they are opened.
   */
  declare display: DisplayForm | undefined;
  /** Where a panel or the button stands: at the `end` of a line (default) or at its `start`. */
  declare side: 'start' | 'end' | undefined;
  /** The panel or the launcher's window is open. */
  declare open: boolean;

  readonly #view = {
    host: this,
    conversation: new Conversation(this),
    models: this.assistant.createModels(this),
    display: new Display(this, this.assistant),
    threads: new ThreadsPanel(this, this.assistant.conversations),
  };

  constructor() {
    super();
    this.open = false;
    this.assistant.join(this.#view);
  }

  /** What shows the conversation comes with the same picture as the state that asks for it, unless it is late. */
  protected override scheduleUpdate(): Promise<void> {
    const awaited = this.isWanted ? this.#view.conversation.follow(this.assistant) : null;
    return awaited?.then(() => super.scheduleUpdate()) ?? super.scheduleUpdate();
  }

  /** Opens the panel or the launcher's window and leads the focus into it. */
  async show(): Promise<void> {
    await this.#view.display.show();
  }

  /** Closes it again. The conversation stays, and an answer that is being written goes on. */
  async hide(): Promise<void> {
    await this.#view.display.hide();
  }

  /** Opens or closes it. */
  async toggle(): Promise<void> {
    await (this.open ? this.hide() : this.show());
  }

  protected override get isWanted(): boolean {
    return this.open || !this.#view.display.isWindow;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (changed.has('open') && (this.open || changed.get('open') === true))
      this.dispatchEvent(new OpenChangeEvent(this.open));
  }

  protected override render(): unknown {
    return this.#view.display.render(() => chatView(this.assistant, this.#view));
  }
}
