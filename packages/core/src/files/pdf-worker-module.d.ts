/** The part of pdf.js that reads files has no types of its own. It is passed on unopened. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: unknown;
}
