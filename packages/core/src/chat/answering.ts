/** What a conversation needs from its first question on, fetched as one: prompts, tokens, answers, turns of tasks. */
export { performTask } from './perform-task.js';
export { fitPrompt } from './prompt.js';
export { TokenRate } from './token-rate.js';
export { writeAnswer } from './write-answer.js';
