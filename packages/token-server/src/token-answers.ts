/** The documented client runs in pages of any origin, and the contract lets all of them in. */
const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, OPTIONS',
  // A star does not stand for Authorization: Fetch standard, "CORS non-wildcard request-header name".
  'access-control-allow-headers': '*, Authorization',
  'access-control-expose-headers': 'x-stagedoor-error',
} as const;

const JSON_HEADERS = {
  ...CORS_HEADERS,
  'content-type': 'application/json',
  'cache-control': 'no-store',
} as const;

/** The two fields of every answer of the contract: the token or the reason, and the status as text. */
function answerJson(
  status: number,
  token: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const body = JSON.stringify({ token, code: String(status) });
  return new Response(body, { status, headers: { ...JSON_HEADERS, ...headers } });
}

/** 200 with the token. */
export function answerGranted(token: string): Response {
  return answerJson(200, token, {});
}

/** A refusal: the reason stands where the token would, and the stable code in a header of ours. */
export function answerRefused(refusal: {
  readonly status: number;
  readonly code: string;
  readonly reason: string;
}): Response {
  return answerJson(refusal.status, refusal.reason, { 'x-stagedoor-error': refusal.code });
}

/** The answer to a preflight: 200, as the contract has it, where 204 is common. */
export function answerPreflight(): Response {
  return new Response(null, { status: 200, headers: CORS_HEADERS });
}

/** The plain text 404 of the contract, for other methods and paths. */
export function answerNotFound(): Response {
  return new Response('Nothing here. Ask with POST /fetch_rtc_token.\n', {
    status: 404,
    headers: {
      ...CORS_HEADERS,
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    },
  });
}
