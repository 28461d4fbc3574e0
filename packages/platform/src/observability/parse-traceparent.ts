/** The span of the sender, which ours is a child of. */
export interface TraceParent {
  /** 32 lower-case hex characters, not all 0. */
  readonly traceId: string;
  /** 16 lower-case hex characters, not all 0. */
  readonly spanId: string;
  readonly isSampled: boolean;
}

// W3C Trace Context, section 3.2. Version ff is none; later versions than 00 may add to the end.
const FORM =
  /^(?:00-(?=.{52}$)|(?!00|ff)[0-9a-f]{2}-)(?<traceId>[0-9a-f]{32})-(?<spanId>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?:-.*)?$/;
const ZEROS = /^0+$/;
const MAX_LENGTH = 256;

/** What a header `traceparent` says; undefined where it is none. */
export function parseTraceparent(text: string | undefined): TraceParent | undefined {
  if (text === undefined || text.length > MAX_LENGTH) return undefined;
  const groups = FORM.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { traceId = '', spanId = '', flags = '' } = groups;
  if (ZEROS.test(traceId) || ZEROS.test(spanId)) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
