/** An instant in Unix seconds as IMF-fixdate, such as `Sat, 21 Nov 2026 06:30:00 GMT`: RFC 9110, section 5.6.7. */
export const formatHttpDate = (at: number): string => new Date(at * 1000).toUTCString();
