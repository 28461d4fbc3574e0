import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NOW } from './test-world.js';

const toPart = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID Connect issuer on loopback, as far as one who verifies its JWTs needs it. */
export class TestIssuer {
  readonly #server: Server;
  readonly #privateKey: KeyObject;
  readonly #jwk: object;

  private constructor(server: Server) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    this.#jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' };
    this.#server = server;
    server.on('request', (request, response) => {
      const answers: Readonly<Record<string, object>> = {
        '/.well-known/openid-configuration': { issuer: this.url, jwks_uri: `${this.url}/jwks` },
        '/jwks': { keys: [this.#jwk] },
      };
      const answer = answers[request.url ?? ''];
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
  }

  static async start(): Promise<TestIssuer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TestIssuer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A JWT that is valid for an hour from the beginning of a test's world. */
  sign(claims: object): string {
    const payload = { iss: this.url, iat: NOW, exp: NOW + 3600, ...claims };
    const signed = `${toPart({ alg: 'ES256', kid: 'k1', typ: 'JWT' })}.${toPart(payload)}`;
    const options = { key: this.#privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return `${signed}.${sign('sha256', Buffer.from(signed), options).toString('base64url')}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
