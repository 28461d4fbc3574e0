import type { ReceivedRequest } from '../request.js';
import type { RequestFacts } from './parse-request-facts.js';

/** A file that a body is read from, which is not here. */
export interface BodyFile {
  readonly path: string;
  /** Whether the client takes its line ends out, as `curl -d @file` does. */
  readonly losesLineEnds: boolean;
}

/** A request that someone pasted. */
export interface PastedRequest {
  readonly form: 'curl' | 'raw' | 'har';
  readonly request: ReceivedRequest;
  /** What the text tells besides: to be given to `explainRequest` with what else is known. */
  readonly known: Pick<RequestFacts, 'isBodyUnknown' | 'hasUrlCredential' | 'urlScheme'>;
  /** Where the body is, if it is in a file. */
  readonly bodyFile?: BodyFile;
}

/** What `explainRequest` takes. */
export interface CompletedRequest {
  readonly request: ReceivedRequest;
  readonly known: Pick<
    RequestFacts,
    'isBodyUnknown' | 'hasUrlCredential' | 'urlScheme' | 'fileOctets'
  >;
}

/** What curl takes out of a file that it sends with `-d`. */
const LOST = new Set([0x00, 0x0a, 0x0d]);

/**
 * A pasted request with its body: the octets of the file that it names, changed as the client changes them, or else the
 * octets that were sent.
 */
export function withPastedBody(
  { request, known, bodyFile }: PastedRequest,
  octets: Uint8Array,
): CompletedRequest {
  const body =
    bodyFile?.losesLineEnds === true ? octets.filter((octet) => !LOST.has(octet)) : octets;
  const isAnnounced = request.headers.some(([name]) =>
    /^(?:content-length|transfer-encoding)$/i.test(name),
  );
  return {
    request: {
      ...request,
      headers: isAnnounced
        ? request.headers
        : [...request.headers, ['Content-Length', String(body.length)]],
      body,
    },
    known: { ...known, isBodyUnknown: false, fileOctets: octets },
  };
}
