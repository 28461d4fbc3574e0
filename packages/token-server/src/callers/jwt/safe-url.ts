const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a host is this machine. */
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.has(hostname);

/**
 * The URL that keys may be fetched from; undefined where everyone on the way could put in keys of their own: any protocol but
 * `https`, or `http` on loopback where `mayUseLoopback` says so. One with a user, a password or a fragment is none, either.
 */
export function findSafeUrl(text: string, mayUseLoopback: boolean): URL | undefined {
  // Blanks around it are cut off silently, and then it is not what it says.
  if (/\s/.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '') return undefined;
  if (url.protocol === 'https:') return url;
  return url.protocol === 'http:' && mayUseLoopback && isLoopback(url) ? url : undefined;
}
