/** PostgreSQL keeps no NUL, neither engine half of a surrogate pair, and nobody sees the other control characters. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

/** Whether a text comes back from the database as it went in, and shows as it is: no control characters, no broken pairs. */
export const isStorableText = (text: string): boolean => !UNSTORABLE.test(text);
