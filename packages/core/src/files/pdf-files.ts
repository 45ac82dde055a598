/**
 * Where the built files of the PDF reader are. As with the engines, bundlers copy them for `new URL('…', import.meta.url)`,
 * and the build rewrites the path to `./`.
 */

/** Addresses of the worker and of the tables that some Chinese, Japanese and Korean files need. */
export interface PdfFiles {
  readonly worker: string;
  readonly characterMaps: string;
}

/** @param folder a URL to take the files from instead, ending in `/`; they keep their names there. */
export function pdfFiles(folder?: string): PdfFiles {
  if (folder !== undefined) {
    const base = new URL(folder, document.baseURI);
    const file = (name: string) => new URL(name, base).href;
    return { worker: file('files-pdf.js'), characterMaps: file('files-pdf-maps.bin') };
  }
  return {
    worker: new URL('../../dist/files-pdf.js', import.meta.url).href,
    characterMaps: new URL('../../dist/files-pdf-maps.bin', import.meta.url).href,
  };
}
