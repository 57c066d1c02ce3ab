/** Bytes of payloads, read and written: pure, for pages and workers alike. */
export { cut, isPrintable, printable, visibleParts } from './printable.ts';
export type { TextPart } from './printable.ts';
export { decodeText, lineLengthMaximum, TextLines } from './text.ts';
export type { DecodedText, TextLine } from './text.ts';
export { JsonDocument, parseJson } from './json.ts';
export type { JsonError, JsonKind, JsonNode, JsonResult } from './json.ts';
export { hexDump, hexOf, hexRowBytes, hexRowCount, hexRows, parseHex } from './hex.ts';
export type { HexResult, HexRow } from './hex.ts';
export { describePayload, previewPayload } from './preview.ts';
