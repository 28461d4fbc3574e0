/** What an option of curl does to the request. */
export type CurlEffect =
  | 'method'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-binary'
  | 'data-urlencode'
  | 'json'
  | 'form'
  | 'upload'
  | 'user'
  | 'bearer'
  | 'url'
  | 'get'
  | 'head'
  | 'http1.0'
  | 'http2'
  | 'user-agent'
  | 'referer'
  | 'cookie'
  | 'range'
  | 'ignored';

/** An option of curl. */
export interface CurlOption {
  readonly effect: CurlEffect;
  /** Whether the next word belongs to it. */
  readonly takesValue: boolean;
}

const VALUED: Readonly<Record<string, CurlEffect>> = {
  request: 'method',
  X: 'method',
  header: 'header',
  H: 'header',
  data: 'data',
  d: 'data',
  'data-ascii': 'data',
  'data-raw': 'data-raw',
  'data-binary': 'data-binary',
  'data-urlencode': 'data-urlencode',
  json: 'json',
  form: 'form',
  F: 'form',
  'form-string': 'form',
  'upload-file': 'upload',
  T: 'upload',
  user: 'user',
  u: 'user',
  'oauth2-bearer': 'bearer',
  url: 'url',
  'user-agent': 'user-agent',
  A: 'user-agent',
  referer: 'referer',
  e: 'referer',
  cookie: 'cookie',
  b: 'cookie',
  range: 'range',
  r: 'range',
};

const SWITCHES: Readonly<Record<string, CurlEffect>> = {
  get: 'get',
  G: 'get',
  head: 'head',
  I: 'head',
  'http1.0': 'http1.0',
  0: 'http1.0',
  http2: 'http2',
  'http2-prior-knowledge': 'http2',
};

/** Those that take a value and do nothing to what is explained. */
const IGNORED_VALUED: ReadonlySet<string> = /* @__PURE__ */ new Set(
  (
    'c C D E h K m o P Q t U w x y Y z abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers ' +
    'config connect-timeout connect-to continue-at cookie-jar create-file-mode crlfile curves delegation dns-interface ' +
    'dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header egd-file engine etag-compare etag-save ' +
    'expect100-timeout ftp-port happy-eyeballs-timeout-ms haproxy-clientip help hostpubmd5 hostpubsha256 hsts interface ' +
    'ipfs-gateway keepalive-time key key-type krb libcurl limit-rate local-port location-trusted-user login-options ' +
    'mail-auth mail-from mail-rcpt max-filesize max-redirs max-time netrc-file noproxy output output-dir parallel-max ' +
    'pass pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert ' +
    'proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey ' +
    'proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 ' +
    'pubkey quote random-file rate request-target resolve retry retry-delay retry-max-time sasl-authzid service-name ' +
    'socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit speed-time stderr telnet-option ' +
    'tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config ' +
    'unix-socket url-query variable vlan-priority write-out'
  ).split(' '),
);

/** What an option does, by its name without dashes. Those that are not known are taken to have no value. */
export function findCurlOption(name: string): CurlOption {
  if (Object.hasOwn(VALUED, name)) return { effect: VALUED[name] ?? 'ignored', takesValue: true };
  if (Object.hasOwn(SWITCHES, name)) {
    return { effect: SWITCHES[name] ?? 'ignored', takesValue: false };
  }
  return { effect: 'ignored', takesValue: IGNORED_VALUED.has(name) };
}
