const OMISSION = '…';

/** What tokens begin with, and enough behind it to be one. */
const TOKEN_TEXT = /(?:007eJ|006[0-9a-f]{32})[\w+/=-]*/gi;
/** Parameters of a query that are named like a secret. */
const SECRET_PARAMETER =
  /(?<name>[?&][\w.-]*(?:secret|token|password|key|auth|signature)[\w.-]*=)[^&\s#]+/gi;
/** User name and password in front of a host. */
const URL_CREDENTIAL = /(?<slashes>\/\/)[^/?#@\s]+@/g;

/** The shortest text that is taken for a secret: shorter ones would be found in every word. */
const MIN_SECRET_LENGTH = 4;
/** The most of a text from outside that is shown in a message. */
const MAX_QUOTED = 200;

/** Characters that a terminal or an editor may obey instead of showing them. */
const INVISIBLE = /[\u007F-\u009F\u2028\u2029\p{Cf}]/gu;

const escapeCharacter = (character: string): string =>
  `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;

/** Without capitals, and of the same length: `toLowerCase` makes some letters longer. */
const foldCase = (text: string): string =>
  text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** `text` without `hidden`, in whatever letter case. No pattern is made of a secret: an error could tell it. */
function omitText(text: string, hidden: string): string {
  let left = 0;
  let safe = '';
  for (const [index, { length }] of foldCase(text).split(foldCase(hidden)).entries()) {
    safe += `${index === 0 ? '' : OMISSION}${text.slice(left, left + length)}`;
    left += length + hidden.length;
  }
  return safe;
}

/** Takes out of texts what must not be said. */
export class SecretOmitter {
  readonly #secrets: readonly string[];

  /** `secrets`: texts that must not be said; short ones are left alone. */
  constructor(secrets: readonly string[]) {
    const long = secrets.filter((text) => text.length >= MIN_SECRET_LENGTH);
    // The longer first: one may be part of another.
    this.#secrets = [...new Set(long)].toSorted((a, b) => b.length - a.length);
  }

  /** `text` without any part that is a secret, a token, or named like one. */
  omit(text: string): string {
    const safe = text
      .replaceAll(TOKEN_TEXT, OMISSION)
      .replaceAll(URL_CREDENTIAL, `$<slashes>${OMISSION}@`)
      .replaceAll(SECRET_PARAMETER, `$<name>${OMISSION}`);
    return this.#secrets.reduce(omitText, safe);
  }

  /** The same as it can stand in a message: quoted, escaped and not too long. */
  quote(text: string): string {
    const safe = this.omit(text);
    const shown = JSON.stringify(safe.slice(0, MAX_QUOTED));
    const quoted = shown.replaceAll(INVISIBLE, escapeCharacter);
    return safe.length > MAX_QUOTED ? `${quoted}… (${text.length} characters)` : quoted;
  }
}
