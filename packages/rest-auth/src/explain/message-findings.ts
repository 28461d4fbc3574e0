import type { FindingText } from '@stagedoor/token/explain';
import { decodeUtf8 } from './decode-loosely.js';
import { fatal, type RequestFindingGroup, type RequestFindingRow } from './finding-kinds.js';
import { findBodyVariable, findVariable, type FoundVariable } from './find-variable.js';
import { blame, type RequestEvidence } from './request-evidence.js';

type Row = RequestFindingRow<RequestEvidence>;

/** What must be there once. */
const SINGLES = ['host', 'authorization', 'date', 'x-date', 'digest', 'content-length'];

const DUPLICATE: Row = {
  kind: 'duplicate_header',
  codes: ['duplicate_header', 'message_malformed'],
  find: ({ index, refusal }) => {
    const name = SINGLES.find((each) => index.all(each).length > 1);
    if (name === undefined || refusal === undefined) return undefined;
    const values = index.all(name);
    const isSame = values.every((value) => value === values[0]);
    return fatal(
      `${name} arrived ${values.length} times, ${isSame ? 'with the same value' : 'with other values'}`,
      'find who adds the second: a tab of Postman, the HTTP library that adds its own, or a proxy; with curl -u and -H together there are two',
    );
  },
};

const HOST: Row = {
  kind: 'host_missing',
  codes: ['host_missing'],
  find: ({ refusal }) =>
    refusal?.code === 'host_missing'
      ? fatal('there is no Host header', 'send the name of the server as Host; HTTP/1.1 demands it')
      : undefined,
};

/** What is wrong with a request line. */
function describeTarget(method: string, target: string): readonly [string, string] {
  if (!/^[A-Z-]+$/.test(method)) {
    return ['the method is not in capitals', 'send the method in capitals'];
  }
  if (/^https?:\/\//i.test(target)) {
    return [
      'the request line has the whole URL, as for a proxy',
      'connect to the server itself, and send path and query alone',
    ];
  }
  if (target.includes('#')) {
    return [
      'there is a fragment in the request line',
      'leave away what begins with #, or write %23',
    ];
  }
  return [
    'the path has blanks or characters that must be percent-encoded, or does not begin with a slash',
    'encode the path once, then sign it and send it',
  ];
}

const TARGET: Row = {
  kind: 'target_form',
  codes: ['target_form'],
  find: ({ refusal, request }) =>
    refusal?.code === 'target_form'
      ? fatal(...describeTarget(request.method, request.target))
      : undefined,
};

/** A refusal of which the verifier says it best. */
const ownWords = (kind: Row['kind'] & NonNullable<Row['codes']>[number], fix: string): Row => ({
  kind,
  codes: [kind],
  find: ({ refusal }) => (refusal?.code === kind ? fatal(refusal.message, fix) : undefined),
});

const MALFORMED: Row = {
  kind: 'message_malformed',
  codes: ['message_malformed'],
  find: ({ refusal, authorization }) =>
    refusal?.code === 'message_malformed' && !/[\r\n]/.test(authorization)
      ? fatal(refusal.message, 'let one HTTP library write the whole message')
      : undefined,
};

/** A place of the request that was to be filled in, and where it is. */
function findUnfilled({
  request,
  index,
}: RequestEvidence): (FoundVariable & { readonly where: string }) | undefined {
  const body = request.body instanceof Uint8Array ? decodeUtf8(request.body) : undefined;
  const inUrl = findVariable(decodePercent(request.target));
  if (inUrl !== undefined) return { ...inUrl, where: 'the URL' };
  const inHost = findVariable(index.first('host') ?? '');
  if (inHost !== undefined) return { ...inHost, where: 'the host' };
  const inBody = findBodyVariable(body ?? '');
  return inBody === undefined ? undefined : { ...inBody, where: 'the body' };
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const VARIABLE: Row = {
  kind: 'unfilled_variable',
  find: (evidence) => {
    const found = findUnfilled(evidence);
    return found === undefined
      ? undefined
      : {
          severity: 'warning',
          message: `${found.where} has ${found.description} that was not filled in: ${evidence.omitter.quote(found.text)}`,
          fix: 'choose the environment in Postman, or use double quotes in the shell; then sign and send again',
        };
  },
};

const LENGTH: Row = {
  kind: 'body_length_differs',
  find: ({ request, index, facts }) => {
    const length = Number(index.first('content-length') ?? Number.NaN);
    const { body = new Uint8Array() } = request;
    if (facts.isBodyUnknown === true || Number.isNaN(length) || length === body.byteLength) {
      return undefined;
    }
    return {
      severity: 'warning',
      message: `Content-Length says ${length} octets, and there are ${body.byteLength}: the body was changed when it was copied, or by a proxy`,
      fix: 'give the octets of the body as they were sent',
    };
  },
};

const URL_CREDENTIAL: Row = {
  kind: 'credential_in_url',
  find: (evidence) =>
    evidence.facts.hasUrlCredential === true && evidence.authorization !== ''
      ? blame(
          { ...evidence, refusal: undefined },
          'ID and secret stand in the URL, in front of the host; some HTTP libraries make Basic of them, others drop them, and logs keep them',
          'send them as Authorization: Basic',
        )
      : undefined,
};

const TWO_CREDENTIALS: Row = {
  kind: 'two_credentials',
  find: ({ authorization, index }) => {
    const others = ['x-agora-token', 'proxy-authorization', 'signature-input'].filter(
      (name) => (index.first(name) ?? '') !== '',
    );
    return authorization === '' || others.length === 0
      ? undefined
      : {
          severity: 'note',
          message: `beside Authorization there is ${others.join(' and ')}; Authorization decides`,
          fix: 'send one credential',
        };
  },
};

const fact = (
  kind: Row['kind'],
  severity: FindingText['severity'],
  isSo: (evidence: RequestEvidence) => boolean,
  texts: Omit<FindingText, 'severity'>,
): Row => ({
  kind,
  find: (evidence) => (isSo(evidence) ? { severity, ...texts } : undefined),
});

const OPTION: Row = {
  kind: 'unusable_option',
  find: ({ facts }) =>
    facts.problems.length === 0
      ? undefined
      : {
          severity: 'warning',
          message: `what was given beside the request is not as it should be: ${facts.problems.join('; ')}`,
          fix: 'correct it here, and look whether it is written so where the request is made',
        },
};

const signsBody = ({ authorization }: RequestEvidence): boolean =>
  authorization === '' || /^hmac\b/i.test(authorization);

/** What can be wrong with the message, whoever sends it, and what is good to know. */
export const MESSAGE_FINDING_GROUPS: readonly RequestFindingGroup<RequestEvidence>[] = [
  [DUPLICATE],
  [HOST],
  [TARGET],
  [MALFORMED],
  [ownWords('head_too_large', 'send fewer and shorter headers; are there large cookies?')],
  [ownWords('body_too_large', 'send less at once')],
  [
    ownWords(
      'authority_not_served',
      'check the base URL; a request for one server was sent to another',
    ),
  ],
  [
    ownWords(
      'authorization_too_long',
      'send the credential alone; was a whole block of headers pasted into it?',
    ),
  ],
  [VARIABLE],
  [LENGTH],
  [URL_CREDENTIAL],
  [TWO_CREDENTIALS],
  [OPTION],
  [
    fact(
      'body_unknown',
      'warning',
      (evidence) => evidence.facts.isBodyUnknown === true && signsBody(evidence),
      {
        message: 'the body is not known, so nothing was compared with it',
        fix: 'give the octets of the body as they were sent',
      },
    ),
  ],
  [
    fact('clock_unknown', 'note', ({ facts }) => facts.now === undefined, {
      message: 'the time to judge by is not known, so the age of the request was not judged',
      fix: 'give the time at which it arrived',
    }),
  ],
];
