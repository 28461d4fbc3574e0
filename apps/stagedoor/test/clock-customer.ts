import { signRequest } from '@stagedoor/rest-auth';
import { issueToken } from '@stagedoor/token';
import { expect } from 'vitest';
import { basicOf, type Demo } from './test-server.js';
import type { TestWorld } from './test-world.js';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Somebody with a token. Unix seconds. */
export interface Visitor {
  readonly channel: string;
  readonly uid: number;
  readonly issuedAt: number;
  readonly endsAt: number;
}

/** A request that can be sent again and again. */
export interface SignedRequest {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What a development server says of itself. */
export type ClockReady = Demo & { readonly url: string };

function expectStatus(found: number, wanted: number): void {
  expect(found).toBe(wanted);
}

/** A customer of a server whose clock is that of the test. */
export class ClockCustomer {
  readonly #ready: ClockReady;
  readonly #world: TestWorld;

  constructor(ready: ClockReady, world: TestWorld) {
    this.#ready = ready;
    this.#world = world;
  }

  async ask(path: string, body?: object, authorization = basicOf(this.#ready)): Promise<Answer> {
    return this.#send(
      path,
      { authorization },
      body === undefined ? undefined : JSON.stringify(body),
    );
  }

  async banChannel(cname: string, minutes: number): Promise<void> {
    const { appId: appid } = this.#ready;
    const { status } = await this.ask('/dev/v1/kicking-rule', { appid, cname, time: minutes });
    expectStatus(status, 200);
  }

  async listBanned(): Promise<readonly string[]> {
    const { body } = await this.ask(`/dev/v1/kicking-rule?appid=${this.#ready.appId}`);
    const { rules } = body as { readonly rules: readonly { readonly cname: string }[] };
    return rules.map(({ cname }) => cname);
  }

  /** Revokes the tokens that the user has; gives the key of the revocation. */
  async revokeUser(uid: number): Promise<string> {
    const { appId } = this.#ready;
    const { status, body } = await this.ask('/stagedoor/v1/revocations', { appId, uid });
    expectStatus(status, 201);
    return (body as { readonly revocation: { readonly key: string } }).revocation.key;
  }

  async unrevoke(key: string): Promise<void> {
    const { url, appId } = this.#ready;
    const { status } = await fetch(`${url}/stagedoor/v1/revocations/${key}?appId=${appId}`, {
      method: 'DELETE',
      headers: { authorization: basicOf(this.#ready) },
    });
    expectStatus(status, 200);
  }

  /** Why a visitor does not come in; undefined where he does. */
  async admit(visitor: Visitor): Promise<unknown> {
    const { status, body } = await this.ask('/stagedoor/v1/admissions', this.#arrivalOf(visitor));
    expectStatus(status, 200);
    return body['admitted'] === true ? undefined : body['code'];
  }

  /** Signed at the time that the clock shows. */
  async sign(visitor: Visitor): Promise<SignedRequest> {
    const body = JSON.stringify(this.#arrivalOf(visitor));
    const request = {
      method: 'POST',
      authority: new URL(this.#ready.url).host,
      target: '/stagedoor/v1/admissions',
      body: new TextEncoder().encode(body),
    };
    const options = { scheme: 'hmac', credential: this.#ready, now: this.#world.time } as const;
    return { headers: Object.fromEntries(await signRequest(request, options)), body };
  }

  async sendSigned({ headers, body }: SignedRequest): Promise<Answer> {
    return this.#send('/stagedoor/v1/admissions', headers, body);
  }

  #arrivalOf({ channel, uid, issuedAt, endsAt }: Visitor): object {
    const { appId, certificate } = this.#ready;
    const token = issueToken({
      appId,
      certificate,
      issuedAt,
      // The same token each time.
      salt: 1,
      expiresInSeconds: endsAt - issuedAt,
      services: [{ service: 'rtc', channel, uid, role: 'publisher' }],
    });
    return { appId, token, channel, uid };
  }

  async #send(
    path: string,
    headers: Record<string, string>,
    body: string | undefined,
  ): Promise<Answer> {
    const response = await fetch(`${this.#ready.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body }),
    });
    return {
      status: response.status,
      code: response.headers.get('x-stagedoor-error'),
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  }
}
