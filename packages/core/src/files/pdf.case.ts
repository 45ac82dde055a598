/// <reference types="node" />
/** PDF files for tests: made by a library as programs make them, or written by hand where they are to be odd. */
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';

/** A file as pdfkit writes it. */
export async function makePdf(
  draw: (pdf: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = new PDFDocument(options);
  const pieces: Buffer[] = [];
  pdf.on('data', (piece: Buffer) => pieces.push(piece));
  const end = new Promise((resolve) => pdf.on('end', resolve));
  draw(pdf);
  pdf.end();
  await end;
  return new Uint8Array(Buffer.concat(pieces));
}

/** A picture without any text: what a scanner makes. */
export function makeScan(): Uint8Array<ArrayBuffer> {
  const picture = stream(deflateSync(Buffer.alloc(16 * 16, 0x88)), {
    Type: '/XObject',
    Subtype: '/Image',
    Width: '16',
    Height: '16',
    ColorSpace: '/DeviceGray',
    BitsPerComponent: '8',
    Filter: '/FlateDecode',
  });
  return writePdf([page('/XObject << /Im1 5 0 R >>'), stream('q 300 0 0 300 50 400 cm /Im1 Do Q'), picture]);
}

/** Japanese in a font that the file does not hold, in an encoding whose table it does not hold either. */
export function makeJapanese(shiftJis: string): Uint8Array<ArrayBuffer> {
  const font =
    '<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /90ms-RKSJ-H /DescendantFonts [<< /Type /Font ' +
    '/Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /DW 1000 ' +
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> ' +
    '/FontDescriptor << /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /ItalicAngle 0 /Ascent 850 ' +
    '/Descent -150 /CapHeight 700 /StemV 80 /FontBBox [0 -150 1000 850] >> >>] >>';
  return writePdf([page('/Font << /F1 5 0 R >>'), stream(`BT /F1 12 Tf 50 700 Td <${shiftJis}> Tj ET`), font]);
}

/** A word behind that many blanks, packed to a millionth. */
export function makeBomb(megabytes: number): Uint8Array<ArrayBuffer> {
  const content = Buffer.alloc(megabytes * 1e6, ' ');
  content.write('BT /F1 12 Tf 50 700 Td (Bang) Tj ET', content.length - 40);
  const packed = deflateSync(deflateSync(content, { level: 9 }), { level: 9 });
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  return writePdf([page('/Font << /F1 5 0 R >>'), stream(packed, { Filter: '[/FlateDecode /FlateDecode]' }), font]);
}

/** The same line again and again, more than anyone could read. */
export function makeFlood(lines: number): Uint8Array<ArrayBuffer> {
  const packed = deflateSync(
    Buffer.from(
      `BT /F1 12 Tf ${'1 0 0 1 50 700 Tm (All work and no play makes Jack a dull boy.) Tj '.repeat(lines)} ET`,
    ),
  );
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  return writePdf([page('/Font << /F1 5 0 R >>'), stream(packed, { Filter: '/FlateDecode' }), font]);
}

/** The file with its table of contents pointing nowhere. */
export function breakTable(pdf: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(pdf).toString('latin1');
  return new Uint8Array(
    Buffer.from(
      text.replace(/startxref\n\d+/, 'startxref\n7').replace(/\d{10} 00000 n/g, '0000000001 00000 n'),
      'latin1',
    ),
  );
}

/** The third object of a file; the fourth is its content. */
function page(resources: string): string {
  return `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << ${resources} >> /Contents 4 0 R >>`;
}

function stream(content: string | Uint8Array, entries: Record<string, string> = {}): Buffer {
  const body = Buffer.from(content);
  const keys = Object.entries({ ...entries, Length: String(body.length) }).map(([key, value]) => `/${key} ${value}`);
  return Buffer.concat([Buffer.from(`<< ${keys.join(' ')} >>\nstream\n`), body, Buffer.from('\nendstream')]);
}

/** A file of one page, with its objects from the third on. */
function writePdf(objects: readonly (string | Buffer)[]): Uint8Array<ArrayBuffer> {
  const all = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', ...objects];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [index, object] of all.entries()) {
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    offsets.push(at);
    at += part.length;
    parts.push(part);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = all.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}
