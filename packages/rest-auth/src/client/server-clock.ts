import { parseFixdate } from '../headers/parse-http-date.js';
import { readBody } from '../message/read-body.js';

/** What our verifier says in a field, and Kong's in the body, of a signature that is too old or too new. */
const SKEW_CODE = 'date_outside_window';
const SKEW_TEXT = 'a valid date or x-date header is required';
const MAX_ANSWER_BYTES = 4096;
/** A day: clocks that are set to another zone are less far off. */
const MAX_OFFSET_SECONDS = 86_400;

const UTF8 = new TextDecoder();

/** Whether the request was refused for its date alone. Leaves the body of the response to be read. */
export async function isSkewRefusal(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const code = response.headers.get('x-stagedoor-error');
  if (code !== null) return code === SKEW_CODE;
  const answer = await readBody(response.clone().body, MAX_ANSWER_BYTES);
  return answer.kind === 'octets' && UTF8.decode(answer.octets).includes(SKEW_TEXT);
}

/** How far the clocks of servers are from ours, in seconds, by origin: one server cannot date what another is sent. */
export class ServerClocks {
  readonly #now: () => number;
  readonly #offsetsSeconds = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What the clock of this server shows, as far as it is known: Unix seconds. */
  timeAt(origin: string): number {
    return this.#now() + (this.#offsetsSeconds.get(origin) ?? 0);
  }

  /**
   * Takes the time from the `Date` of a response. Whether there was one that can be true: further off it is no clock, and
   * signatures for such a time would be valid for whoever keeps them until then.
   */
  adjust(origin: string, response: Response): boolean {
    const date = parseFixdate(response.headers.get('date') ?? '');
    if (date.kind !== 'date') return false;
    const offsetSeconds = date.at - this.#now();
    if (Math.abs(offsetSeconds) > MAX_OFFSET_SECONDS) return false;
    this.#offsetsSeconds.set(origin, offsetSeconds);
    return true;
  }
}
