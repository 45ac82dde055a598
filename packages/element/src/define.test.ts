/** Importing must work where there is no browser: pages are rendered on servers too. */
import { expect, it } from 'vitest';

it('index, define, parts, search, summary and isolated can be imported in Node', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'KnowledgeWorkEvent',
    'LLMErrorEvent',
    'LLMFeedbackEvent',
    'LLMMessageEvent',
    'LLMProgressEvent',
    'LocalLLMChat',
    'ModelChangeEvent',
    'OpenChangeEvent',
    'PolicyDecisionEvent',
    'SearchAnswerEvent',
    'SearchEvent',
    'SourceOpenEvent',
    'StatusChangeEvent',
    'SummaryFinishEvent',
    'SummaryStartEvent',
    'ThreadChangeEvent',
    'ToolCallEvent',
    'ToolResultEvent',
  ]);
  await expect(import('./define.js')).resolves.toBeDefined();
  await expect(import('./parts.js')).resolves.toHaveProperty('LocalLLMSession');
  await expect(import('./search.js')).resolves.toHaveProperty('LocalLLMSearch');
  await expect(import('./summary.js')).resolves.toHaveProperty('LocalLLMSummary');
  await expect(import('./isolated.js')).resolves.toHaveProperty('LocalLLMChatIsolated');
});
