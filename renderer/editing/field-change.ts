/** One edit of one participant, or of a room, which has metadata only. Attributes: only those to change, an empty value deletes. */
export type FieldChange =
  | { readonly field: 'metadata' | 'name'; readonly value: string }
  | { readonly field: 'attributes'; readonly value: Readonly<Record<string, string>> };

export type EditField = FieldChange['field'];

/** Through the server API, or as oneself through the client (own participant only). */
export type EditWay = 'api' | 'client';

/** The live values that edits are made from; of a room the name and the attributes are empty. */
export interface LiveFields {
  readonly metadata: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}
