/**
 * Whether what one request fetches is not for another: on Cloudflare Workers a request cannot wait for the input and output of
 * another, and what is still under way when its request is answered may never end.
 */
export function hasIsolatedRequests(): boolean {
  const navigator: unknown = Reflect.get(globalThis, 'navigator');
  return (
    typeof navigator === 'object' &&
    navigator !== null &&
    Reflect.get(navigator, 'userAgent') === 'Cloudflare-Workers'
  );
}
