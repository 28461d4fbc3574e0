/**
 * Whether the runtime sends a `Date` that a program has set. Browsers drop it: Fetch standard, section 2.2.2, forbidden
 * request-header. Node, Deno, Bun and Workers send it.
 */
export const canSendDate = (): boolean =>
  new Request('http://localhost/', { headers: { Date: '-' } }).headers.has('date');
