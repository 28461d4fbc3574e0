import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';

/** 2023-11-14T22:13:20Z. */
export const NOW = 1_700_000_000;

const DISCOVERY_PATH = '/.well-known/openid-configuration';
const KEYS_PATH = '/keys';

/** A key pair of an issuer. */
export interface IssuerKeyPair {
  readonly privateKey: CryptoKey;
  /** The public key. */
  readonly jwk: JWK;
}

/** Generating RSA keys takes long. */
const pairs = new Map<string, Promise<IssuerKeyPair>>();

async function generate(alg: string, kid: string | undefined): Promise<IssuerKeyPair> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg, use: 'sig' };
  return { privateKey, jwk: kid === undefined ? jwk : { ...jwk, kid } };
}

/** The same pair for the same algorithm and `kid`, in all tests. */
export function keyPairOf(alg: string, kid: string): Promise<IssuerKeyPair> {
  const name = `${alg} ${kid}`;
  const found = pairs.get(name) ?? generate(alg, kid);
  pairs.set(name, found);
  return found;
}

/** What a JWT says unless it is to say something else. */
export const CLAIMS: JWTPayload = { sub: 'user-1', aud: 'app', iat: NOW - 10, exp: NOW + 600 };

/** An OpenID Connect issuer on loopback, which does what it is told to, also wrong things. */
export class LoopbackIssuer {
  /** The paths that were asked for, in order. */
  readonly asked: string[] = [];
  /** Its public keys. */
  keys: JWK[] = [];
  /** In place of what it would answer, by path. */
  readonly answers: Map<string, (response: ServerResponse) => void> = new Map();
  readonly #server: Server;
  #port = 0;

  private constructor() {
    const listener: RequestListener = (request, response) => {
      const path = request.url ?? '';
      this.asked.push(path);
      const answer = this.answers.get(path);
      if (answer === undefined) this.#answer(path, response);
      else answer(response);
    };
    this.#server = createServer(listener);
  }

  /** An issuer with one ES256 key, `k1`. */
  static async start(): Promise<LoopbackIssuer> {
    const issuer = new LoopbackIssuer();
    await issuer.#listen(0);
    const { jwk } = await keyPairOf('ES256', 'k1');
    issuer.keys = [jwk];
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** How often its keys were fetched. */
  get keysFetched(): number {
    return this.asked.filter((path) => path === KEYS_PATH).length;
  }

  /** Answers a path with a document. */
  answerWith(path: 'discovery' | 'keys', document: unknown, status = 200): void {
    this.answers.set(path === 'keys' ? KEYS_PATH : DISCOVERY_PATH, (response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof document === 'string' ? document : JSON.stringify(document));
    });
  }

  /** Never answers. */
  hang(path: 'discovery' | 'keys'): void {
    this.answers.set(path === 'keys' ? KEYS_PATH : DISCOVERY_PATH, () => {});
  }

  /** A JWT of this issuer, by default a good one. Claims that are undefined are left out. */
  async sign(
    claims: JWTPayload = {},
    header: Partial<JWTHeaderParameters> = {},
    pair: Promise<IssuerKeyPair> = keyPairOf('ES256', 'k1'),
  ): Promise<string> {
    const { privateKey, jwk } = await pair;
    const { alg = 'ES256', kid } = jwk;
    return new SignJWT({ iss: this.url, ...CLAIMS, ...claims })
      .setProtectedHeader({ alg, ...(kid !== undefined && { kid }), ...header })
      .sign(privateKey);
  }

  /** Ends all connections, and lets nobody in until `restart`. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** At the same address. */
  restart(): Promise<void> {
    return this.#listen(this.#port);
  }

  async #listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #answer(path: string, response: ServerResponse): void {
    if (path === DISCOVERY_PATH) {
      response.end(JSON.stringify({ issuer: this.url, jwks_uri: this.url + KEYS_PATH }));
    } else if (path === KEYS_PATH) {
      response.end(JSON.stringify({ keys: this.keys }));
    } else {
      response.writeHead(404).end();
    }
  }
}
