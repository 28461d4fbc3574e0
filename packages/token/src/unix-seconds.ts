/** An instant: whole seconds since 1970-01-01T00:00:00Z. Made only by `parseUnixSeconds`; reads as a plain number. */
export type UnixSeconds = number & { readonly unit: 'unix seconds' };
