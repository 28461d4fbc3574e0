/** What a text is that does not begin with the version: enough to see the mistake, nothing that could be a secret. */
export function describeStranger(text: string): string {
  if (text === '')
    return 'the text is empty, which official builders return for a bad App ID or certificate';
  if (/^00[3-6]/.test(text)) return `this one is of version ${text.slice(0, 3)}`;
  if (/^["'\s]/.test(text)) return 'this one begins with a quote or a space';
  if (/^bearer /i.test(text) || /^agora token=/i.test(text))
    return 'this one still has the scheme in front';
  return 'this one does not';
}
