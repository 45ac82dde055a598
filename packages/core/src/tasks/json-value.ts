/** What JSON can say. */

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
