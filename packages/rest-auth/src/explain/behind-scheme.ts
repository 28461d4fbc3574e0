/** What follows the name of the scheme in an Authorization header. */
export const behindScheme = (authorization: string): string =>
  authorization.replace(/^\S+\s*/, '').trim();
