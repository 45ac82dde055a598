/** What `@local-llm-chat/core/tasks` offers: a calculator for words. */
export { type AnswerOptions, answer, type TextAnswer } from './tasks/answer.js';
export { type Classification, type ClassifyOptions, classify, type Label } from './tasks/classify.js';
export { type Comparison, compare, type Pair } from './tasks/compare.js';
export { defineTask, type Job, type Task, type TaskDefinition, type TaskRun } from './tasks/define-task.js';
export type { Answer, Desk, Question, Score } from './tasks/desk.js';
export { type ExplainWish, explain } from './tasks/explain.js';
export {
  type Extraction,
  type ExtractOptions,
  extract,
  type SchemaLike,
  type StandardSchema,
} from './tasks/extract.js';
export { extractTable } from './tasks/extract-table.js';
export { type KeywordsOptions, keywords } from './tasks/keywords.js';
export { type MapReduce, mapReduce, type PieceOfWork, type Reduction } from './tasks/map-reduce.js';
export { type Correction, type Proofreading, proofread } from './tasks/proofread.js';
export { type RewriteWish, rewrite, type Tone } from './tasks/rewrite.js';
export type { Span } from './tasks/sentences.js';
export { type SummaryFormat, type SummaryLength, type SummaryWish, summarize } from './tasks/summarize.js';
export type { KnownModel, TaskModel, TaskOptions, TaskPlan, TaskProgress } from './tasks/task-model.js';
export { type TitleOptions, title } from './tasks/title.js';
export { type TranslateWish, translate } from './tasks/translate.js';
