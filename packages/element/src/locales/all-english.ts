/** All English texts, also those of parts that are fetched late. Nothing in the first bytes imports this. */

import { en } from './en.js';
import { enComposer } from './en-composer.js';
import { enConversation } from './en-conversation.js';
import { enDisplay } from './en-display.js';
import { enIsolated } from './en-isolated.js';
import { enKnowledge } from './en-knowledge.js';
import { enLeave } from './en-leave.js';
import { enMessages } from './en-messages.js';
import { enModels } from './en-models.js';
import { enRun } from './en-run.js';
import { enSearch } from './en-search.js';
import { enSearchResults } from './en-search-results.js';
import { enSummary } from './en-summary.js';
import { enTasks } from './en-tasks.js';
import { enThreads } from './en-threads.js';
import { enTools } from './en-tools.js';
import { addEnglish, type Dictionary } from './english.js';
import { addSearchResultTexts } from './search-result-texts.js';
import { addSearchTexts } from './search-texts.js';
import { addSummaryTexts } from './summary-texts.js';

/** Compiled, by key. */
export const allEnglish: Required<Dictionary> = {
  ...en,
  ...enConversation,
  ...enMessages,
  ...enLeave,
  ...enKnowledge,
  ...enComposer,
  ...enModels,
  ...enTasks,
  ...enRun,
  ...enThreads,
  ...enTools,
  ...enDisplay,
  ...enIsolated,
  ...enSearch,
  ...enSearchResults,
  ...enSummary,
};

/** Makes all of them known. */
export function addAllEnglish(): void {
  addEnglish(en, 'first');
  addSearchTexts();
  addSearchResultTexts();
  addSummaryTexts();
  addEnglish(allEnglish);
}
