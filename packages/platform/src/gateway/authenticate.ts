import { createHash } from 'node:crypto';
import {
  AuthError,
  type BodyDigest,
  BodyTooLargeError,
  MessageMalformedError,
  type PendingRequest,
  type Principal,
  verifyRequestHead,
} from '@stagedoor/rest-auth';
import { checkAddress } from './check-address.js';
import type { GatewayRequest } from './gateway-request.js';
import type { OpenGateway } from './gateway.js';

/** A request of which it is proven who sent it. */
export interface ProvenRequest {
  readonly principal: Principal;
  /** Undefined where it was not read, because it is no part of the proof. */
  readonly octets: Uint8Array | undefined;
}

const sha256 = (octets: Uint8Array): Uint8Array => createHash('sha256').update(octets).digest();

const NO_BODY: BodyDigest = { sha256: sha256(new Uint8Array()), byteLength: 0 };

function digestOf(octets: Uint8Array, needsSha512: boolean): BodyDigest {
  if (octets.length === 0 && !needsSha512) return NO_BODY;
  return {
    sha256: sha256(octets),
    ...(needsSha512 && { sha512: createHash('sha512').update(octets).digest() }),
    byteLength: octets.length,
  };
}

/** The octets of the body. Throws `body_too_large`, and `message_malformed` for a body that broke off. */
export async function takeOctets(
  request: GatewayRequest,
  { maxBodyBytes }: OpenGateway,
): Promise<Uint8Array> {
  const body = await request.takeBody(maxBodyBytes);
  switch (body.kind) {
    case 'octets':
      return body.octets;
    case 'too_large':
      throw new BodyTooLargeError(body.byteLength, maxBodyBytes);
    case 'incomplete':
      throw new MessageMalformedError('the body ended too early');
  }
}

async function proveBody(
  request: GatewayRequest,
  pending: PendingRequest,
  gateway: OpenGateway,
): Promise<ProvenRequest> {
  if (!pending.needsBody) return { principal: await pending.finish(), octets: undefined };
  const octets = await takeOctets(request, gateway);
  const needsSha512 = request.header('content-digest')?.includes('sha-512') ?? false;
  return { principal: await pending.finish(digestOf(octets, needsSha512)), octets };
}

/** Whether somebody tried a credential that is not right; a request without one costs nothing. */
const isFailedAttempt = (error: unknown): boolean =>
  error instanceof AuthError && error.answer.status === 401 && error.code !== 'credentials_missing';

/** Throws an `AuthError`, which counts against the address, and `too_many_failures`. */
async function proveHead(request: GatewayRequest, gateway: OpenGateway): Promise<PendingRequest> {
  const { operation, head, path, address } = request;
  const { failures } = gateway;
  const turn = failures?.begin(address);
  if (turn !== undefined) await turn;
  try {
    checkAddress(request, gateway);
    return await verifyRequestHead(head, operation.verifyOptionsFor(path));
  } catch (error) {
    if (isFailedAttempt(error)) await failures?.note(address);
    throw error;
  } finally {
    failures?.end(address);
  }
}

/**
 * Proves who sent the request, its head before any octet of its body is read. A failure counts against the address alone,
 * and an address that failed too often is not listened to. Throws an `AuthError` and `too_many_failures`.
 */
export async function authenticate(
  request: GatewayRequest,
  gateway: OpenGateway,
): Promise<ProvenRequest> {
  const pending = await proveHead(request, gateway);
  try {
    return await proveBody(request, pending, gateway);
  } catch (error) {
    if (isFailedAttempt(error)) await gateway.failures?.note(request.address);
    throw error;
  }
}
