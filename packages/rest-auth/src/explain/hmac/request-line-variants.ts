import type { SigningDraft } from './signing-draft.js';
import { writeRequestLine } from './signing-draft.js';
import type { Alteration, VariantRow } from './variant-row.js';

/** A draft with another request line. */
function withLine(draft: SigningDraft, changes: Partial<SigningDraft['line']>): SigningDraft {
  return { ...draft, line: { ...draft.line, ...changes } };
}

/** The alterations that alter anything. */
function alterations(
  draft: SigningDraft,
  part: keyof SigningDraft['line'],
  values: readonly (readonly [value: string, message: string])[],
): readonly Alteration[] {
  return values
    .filter(([value]) => value !== draft.line[part])
    .map(([value, message]) => ({ draft: withLine(draft, { [part]: value }), message }));
}

const WIRE_FIX =
  'sign method, path and query exactly as they stand in the request line that goes out';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

const METHOD_OTHER: VariantRow = {
  kind: 'method_other',
  axis: 'method',
  fix: 'sign the method that is sent; in Java, setDoOutput or opening the output stream makes a POST of a GET',
  list: (draft, { omitter }) =>
    alterations(
      draft,
      'method',
      METHODS.map((method) => [
        method,
        `the client signed ${method}, and ${omitter.quote(draft.line.method)} arrived`,
      ]),
    ),
};

const METHOD_CASE: VariantRow = {
  kind: 'method_letter_case',
  axis: 'method',
  fix: 'sign the method in capitals, as it stands in the request line',
  list: (draft) =>
    alterations(draft, 'method', [
      [draft.line.method.toLowerCase(), 'the client signed the method in lower case'],
    ]),
};

const pathOf = (target: string): string => target.split('?', 1)[0] ?? '';
const queryOf = (target: string): string => target.slice(pathOf(target).length);

const QUERY_UNSIGNED: VariantRow = {
  kind: 'query_unsigned',
  axis: 'target',
  fix: "sign path and query; Postman's getPath() has no query, getPathWithQuery() has it",
  list: (draft) =>
    alterations(draft, 'target', [
      [pathOf(draft.line.target), 'the client signed the path without the query'],
      [`${pathOf(draft.line.target)}?`, 'the client signed the path with an empty query'],
    ]),
};

const describe = (what: string): string => `the client signed the query ${what}`;

/** The query in other orders and spellings. */
function listQueries(target: string): readonly (readonly [string, string])[] {
  const query = queryOf(target).slice(1);
  const pairs = query.split('&');
  return [
    [pairs.toSorted().join('&'), describe('sorted by name')],
    [pairs.toReversed().join('&'), describe('in another order')],
    [query.replaceAll('+', '%20'), describe('with %20 where + arrived')],
    [query.replaceAll('%20', '+'), describe('with + where %20 arrived')],
    [decode(query), describe('decoded')],
    [new URLSearchParams(query).toString(), describe('as a library encodes it anew')],
    [query.replace(/&[^&]*$/, ''), describe('without its last parameter')],
  ];
}

const QUERY_REWRITTEN: VariantRow = {
  kind: 'query_rewritten',
  axis: 'target',
  fix: WIRE_FIX,
  list: (draft) => {
    const { target } = draft.line;
    if (!target.includes('?')) return [];
    const queries = listQueries(target);
    return alterations(
      draft,
      'target',
      queries.map(([query, message]) => [`${pathOf(target)}?${query}`, message]),
    );
  },
};

/** Without its percent-escapes; as octets, because that is what is signed. */
function decode(text: string): string {
  return text.replaceAll(/%[0-9a-f]{2}/gi, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  );
}

const PATH_DECODED: VariantRow = {
  kind: 'path_decoded',
  axis: 'target',
  fix: WIRE_FIX,
  list: (draft) =>
    alterations(draft, 'target', [
      [
        decode(pathOf(draft.line.target)) + queryOf(draft.line.target),
        'the client signed the path without its percent-escapes',
      ],
      [decode(draft.line.target), 'the client signed the URL without its percent-escapes'],
    ]),
};

const ESCAPE = /%[0-9a-f]{2}/gi;

const ESCAPES_CASE: VariantRow = {
  kind: 'path_escapes_letter_case',
  axis: 'target',
  fix: 'sign the escapes in the letter case in which they are sent',
  list: (draft) => {
    const { target } = draft.line;
    const message = 'the client signed the percent-escapes in another letter case';
    return alterations(draft, 'target', [
      [target.replaceAll(ESCAPE, (escape) => escape.toLowerCase()), message],
      [target.replaceAll(ESCAPE, (escape) => escape.toUpperCase()), message],
    ]);
  },
};

function tryEncode(text: string): string {
  try {
    return encodeURI(text);
  } catch {
    return text;
  }
}

const ENCODED_AGAIN: VariantRow = {
  kind: 'path_encoded_again',
  axis: 'target',
  fix: WIRE_FIX,
  list: (draft) => {
    const { target } = draft.line;
    return alterations(draft, 'target', [
      [tryEncode(target), 'the client signed the path with its percent signs encoded again'],
      [
        pathOf(target).split('/').map(encodeURIComponent).join('/') + queryOf(target),
        'the client signed the path with each segment encoded again',
      ],
      [encodeURIComponent(target), 'the client signed the path with its slashes encoded'],
    ]);
  },
};

const ABSOLUTE: VariantRow = {
  kind: 'absolute_url_signed',
  axis: 'target',
  fix: 'sign path and query alone, from the first slash behind the host on',
  list: (draft, { index }) => {
    const { target } = draft.line;
    const hosts = [...new Set([draft.line.host, index.first('host') ?? ''])];
    return hosts.flatMap((host) =>
      alterations(draft, 'target', [
        [`https://${host}${target}`, 'the client signed the whole URL'],
        [`http://${host}${target}`, 'the client signed the whole URL'],
        [`${host}${target}`, 'the client signed host and path in the place of the path'],
      ]),
    );
  },
};

const SLASH_AT_END: VariantRow = {
  kind: 'slash_at_end',
  axis: 'target',
  fix: 'sign the path as it is sent, with or without a slash at its end; a proxy or a redirect may have changed it',
  list: (draft) => {
    const path = pathOf(draft.line.target);
    const query = queryOf(draft.line.target);
    return alterations(draft, 'target', [
      [
        `${path.replace(/\/$/, '')}${query}`,
        'the client signed the path without the slash at its end',
      ],
      [
        `${path.replace(/\/?$/, '/')}${query}`,
        'the client signed the path with a slash at its end',
      ],
      [
        path.replaceAll(/\/{2,}/g, '/') + query,
        'the client signed one slash where several arrived',
      ],
      [draft.line.target.replace(/^\//, ''), 'the client signed the path without its first slash'],
    ]);
  },
};

/** More segments than any operation has. */
const MAX_SEGMENTS = 16;

const PATH_PART: VariantRow = {
  kind: 'path_part_signed',
  axis: 'target',
  fix: 'sign the path with the part that the base URL or a proxy adds in front; a proxy that changes paths breaks signatures',
  list: (draft) => {
    const segments = pathOf(draft.line.target).split('/').slice(1, MAX_SEGMENTS);
    const query = queryOf(draft.line.target);
    return alterations(
      draft,
      'target',
      segments.map((_, left) => {
        const part = `/${segments.slice(left + 1).join('/')}`;
        return [
          part + query,
          `the client signed only the end of the path, from segment ${left + 2} on`,
        ];
      }),
    );
  },
};

/** How the App ID is called in collections, and how they write variables. */
const APP_ID_NAMES = ['appid', 'appId', 'appID', 'app_id', 'APP_ID', 'APPID', 'AppId'];

const PATH_VARIABLE: VariantRow = {
  kind: 'path_variable_unfilled',
  axis: 'target',
  fix: 'fill in variables before signing: in Postman, pm.variables.replaceIn(...)',
  list: (draft) => {
    const { target } = draft.line;
    const variables = APP_ID_NAMES.flatMap((name) => [`{{${name}}}`, `{${name}}`, `:${name}`]);
    return alterations(
      draft,
      'target',
      variables.flatMap((variable) => {
        const filled = target.replace(/(?<=\/)[0-9a-f]{32}(?=[/?]|$)/i, variable);
        return [filled, pathOf(filled)].map(
          (text) =>
            [text, `the client signed the variable ${variable} before it was filled in`] as const,
        );
      }),
    );
  },
};

const VERSION_CASE: VariantRow = {
  kind: 'version_letter_case',
  axis: 'line',
  fix: 'sign HTTP/1.1 in capitals',
  list: (draft) =>
    alterations(draft, 'version', [
      [draft.line.version.toLowerCase(), 'the client signed the version in lower case'],
    ]),
};

const VERSIONS = ['HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/2', 'HTTP/3.0', 'HTTP/3', 'HTTPS/1.1'];

const VERSION_OTHER: VariantRow = {
  kind: 'version_other',
  axis: 'line',
  fix: 'sign the version of the connection that the server sees, HTTP/1.1, and make the client speak it',
  list: (draft) =>
    alterations(
      draft,
      'version',
      VERSIONS.map((version) => [
        version,
        `the client signed ${version}, and the server builds ${draft.line.version}`,
      ]),
    ),
};

const VERSION_UNSIGNED: VariantRow = {
  kind: 'version_unsigned',
  axis: 'line',
  fix: 'put one space and HTTP/1.1 behind the path',
  list: (draft) =>
    alterations(draft, 'version', [['', 'the client signed the request line without a version']]),
};

const withWriter = (
  draft: SigningDraft,
  message: string,
  write: SigningDraft['writeRequestLine'],
): Alteration => ({ draft: { ...draft, writeRequestLine: write }, message });

const LINE_NAMED: VariantRow = {
  kind: 'request_line_named',
  axis: 'line',
  fix: 'the line of the request stands without a name: METHOD, path, HTTP/1.1',
  list: (draft) =>
    ['request-line: ', 'Request-Line: ', 'request-line:', 'request-line '].map((name) =>
      withWriter(
        draft,
        `the client wrote ${name.trim()} in front of the request line`,
        (line) => name + writeRequestLine(line),
      ),
    ),
};

const TARGET_LINE: VariantRow = {
  kind: 'request_target_signed',
  axis: 'line',
  fix: 'sign METHOD, path and HTTP/1.1 as the line of the request, without a name',
  list: (draft) => [
    withWriter(
      draft,
      'the client signed @request-target in the place of the request line',
      ({ method, target }) => `@request-target: ${method.toLowerCase()} ${target}`,
    ),
    withWriter(
      draft,
      'the client signed (request-target) in the place of the request line',
      ({ method, target }) => `(request-target): ${method.toLowerCase()} ${target}`,
    ),
    withWriter(
      draft,
      'the client signed the path alone in the place of the request line',
      ({ target }) => target,
    ),
    withWriter(
      draft,
      'the client signed the request line with colons or commas in it',
      ({ method, target, version }) => `${method}:${target}:${version}`,
    ),
  ],
};

/** What can be otherwise in the line of the request. */
export const REQUEST_LINE_VARIANTS: readonly VariantRow[] = [
  QUERY_UNSIGNED,
  METHOD_OTHER,
  METHOD_CASE,
  PATH_DECODED,
  ESCAPES_CASE,
  ENCODED_AGAIN,
  ABSOLUTE,
  SLASH_AT_END,
  QUERY_REWRITTEN,
  PATH_VARIABLE,
  PATH_PART,
  VERSION_CASE,
  VERSION_OTHER,
  VERSION_UNSIGNED,
  LINE_NAMED,
  TARGET_LINE,
];
