import { PlatformError } from '../errors.js';
import type { LimitVerdict } from '../limits/rate-limiter.js';

/** No operation has this path and method. */
export class RouteNotFoundError extends PlatformError {
  readonly code = 'route_not_found';
  readonly status = 404;

  constructor() {
    super('no Route matched with those values');
  }
}

/** The path has a percent sign that begins no octet of UTF-8. */
export class UrlMalformedError extends PlatformError {
  readonly code = 'url_malformed';
  readonly status = 400;

  constructor() {
    super('the path is not percent-encoded UTF-8');
  }
}

/** The `Host` of the request is none that is served here. */
export class HostNotServedError extends PlatformError {
  readonly code = 'host_not_served';
  // RFC 9110, section 15.5.20.
  readonly status = 421;

  constructor() {
    super('this host is not served here');
  }
}

/** What came is no HTTP/1.1, or can be read in two ways. */
export class MessageMalformedError extends PlatformError {
  readonly code = 'message_malformed';
  readonly status = 400;

  constructor() {
    super('Bad request');
  }
}

/** The head is longer than it may be. */
export class HeadTooLargeError extends PlatformError {
  readonly code = 'head_too_large';
  readonly status = 431;

  constructor() {
    super('Request header fields too large');
  }
}

/** The body is longer than it may be. */
export class BodyTooLargeError extends PlatformError {
  readonly code = 'body_too_large';
  readonly status = 413;

  constructor() {
    super('Request size limit exceeded');
  }
}

/** Head or body took too long to arrive. */
export class RequestTimeoutError extends PlatformError {
  readonly code = 'request_timeout';
  readonly status = 408;

  constructor() {
    super('Request timeout');
  }
}

/** The address has failed to authenticate too often. The text is that of any limit. */
export class TooManyFailuresError extends PlatformError {
  readonly code = 'too_many_failures';
  readonly status = 429;
  readonly verdict: LimitVerdict;

  constructor(verdict: LimitVerdict) {
    super('API rate limit exceeded');
    this.verdict = verdict;
  }
}
