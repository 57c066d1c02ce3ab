/** Bytes of payloads, read and written: pure, for pages and workers alike. */
export { cut, isPrintable, printable, printableName, visibleParts } from './printable.ts';
export type { TextPart } from './printable.ts';
export { decodeText, lineLengthMaximum, TextLines } from './text.ts';
export type { DecodedText, TextLine } from './text.ts';
export { JsonDocument, parseJson } from './json.ts';
export type { JsonError, JsonResult } from './json.ts';
export { JsonPathScanner } from './json-path.ts';
export type { JsonKind } from './json-path.ts';
export type { TreeDocument, TreeKind, TreeNode } from './tree.ts';
export type { BinaryDocument, BinaryResult } from './binary.ts';
export { readMsgpack } from './msgpack.ts';
export { readCbor } from './cbor.ts';
export { tagMeaning } from './cbor-tags.ts';
export { hexDump, hexOf, hexRowBytes, hexRowCount, hexRows, parseHex } from './hex.ts';
export type { HexResult, HexRow } from './hex.ts';
export { describePayload, isTextLike, previewPayload } from './preview.ts';
