/** What a conversation is shown and written with. It comes when there is one, not with the first bytes of a page. */
export { Composer } from '../composer.js';
export { MessageList } from '../message-list.js';
export { threadsMissing } from '../threads/threads-missing.js';
export { adoptConversationStyles } from './conversation.styles.js';
export { addConversationTexts } from './conversation-texts.js';
export { composerOf, listOf } from './conversation-view.js';
export { prepareAnswers } from './prepare-answers.js';
