/** What `@local-llm-chat/core/files` offers: the text in files, read on the device. */
export type { FileProblem } from './files/file-failure.js';
export { acceptedTypes, canRead } from './files/file-kinds.js';
export { mainPart, type PageTextOptions, readElement, readPage } from './files/page-text.js';
export { type FileProgress, type FileText, type ReadFileOptions, readFile } from './files/read-file.js';
export { ReadableText, type TagAttributes } from './files/readable-text.js';
export { tidyText } from './files/tidy-text.js';
