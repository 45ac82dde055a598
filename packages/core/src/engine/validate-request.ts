/** Checks a request before an engine sees it: engines answer bad input with crashes, we with a sentence. */
import { LocalLLMError } from '../errors.js';
import type { GenerateRequest } from '../generate.js';
import { answerGrammar } from './answer-grammar.js';

/** Throws `invalid-request`, naming what is wrong, unless the request can be generated from. */
export function validateRequest(request: GenerateRequest): void {
  const { messages, maxTokens, temperature, topP, seed, stop, format } = request;
  if (!Array.isArray(messages) || messages.length === 0) throw invalid('there are no messages');
  messages.forEach((message, index) => {
    if (!['system', 'user', 'assistant'].includes(message.role)) {
      throw invalid(`message ${index} has the unknown role "${message.role}"`);
    }
    if (message.role === 'system' && index > 0) throw invalid('a system message is not the first');
    if (typeof message.content !== 'string') throw invalid(`message ${index} has no text`);
  });
  if (messages.at(-1)?.role === 'system') throw invalid('the last message is not from the user or the assistant');
  if (messages.at(-1)?.role === 'assistant' && messages.at(-2)?.role !== 'user') {
    throw invalid('an answer can be continued only behind its question');
  }
  if (messages.at(-1)?.content === '') throw invalid('the last message is empty');
  if (maxTokens !== undefined && !(Number.isSafeInteger(maxTokens) && maxTokens > 0)) {
    throw invalid('`maxTokens` is not a positive whole number');
  }
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2)) {
    throw invalid('`temperature` is not between 0 and 2');
  }
  if (topP !== undefined && !(topP > 0 && topP <= 1)) throw invalid('`topP` is not above 0 and up to 1');
  if (seed !== undefined && !Number.isSafeInteger(seed)) throw invalid('`seed` is not a whole number');
  if (stop?.some((text) => typeof text !== 'string' || text === '')) throw invalid('`stop` has an empty text');
  if (format === undefined) return;
  if (messages.at(-1)?.role === 'assistant') throw invalid('an answer in a `format` cannot be continued');
  // Throws for what cannot be enforced.
  answerGrammar(format);
}

function invalid(problem: string): LocalLLMError {
  return new LocalLLMError('invalid-request', `The request cannot be answered: ${problem}.`);
}
