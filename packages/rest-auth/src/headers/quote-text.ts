/** A quoted string: RFC 9110, section 5.6.4. */
export const quoteText = (text: string): string => `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
