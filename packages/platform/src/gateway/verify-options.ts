import {
  basic,
  createMemoryReplayStore,
  type CredentialLookup,
  hmac,
  type ProfileOptions,
  type ReplayStore,
  type Scheme,
  type VerifyRequestOptions,
} from '@stagedoor/rest-auth';
import { agoraToken, type AgoraTokenExpectation } from '@stagedoor/rest-auth/agora-token';
import { messageSignature } from '@stagedoor/rest-auth/message-signature';
import type { SystemSources } from '../domain/system-sources.js';
import type { SchemeName } from '../operations/family-table.js';
import type { Operation, TokenRequirement } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';
import { schemesOf } from '../operations/schemes-of.js';

/** How requests are verified, where that is not said by the operation. */
export interface VerificationOptions {
  /** Default: in memory, which is enough for one process. */
  readonly replay?: ReplayStore | undefined;
  /** Default `strict`. */
  readonly profile?: ProfileOptions | undefined;
  /** The scheme of the URLs that clients call: `http` where nothing stands in front and there is no TLS. Default `https`. */
  readonly urlScheme?: 'http' | 'https' | undefined;
}

/** What a token is proven against is in the path. */
type PathParameters = Readonly<Record<string, string>>;

/** Gives what `verifyRequestHead` takes, for a request with that path. */
export type VerifyOptionsSource = (path: PathParameters) => VerifyRequestOptions;

function expectationOf(
  { service, userIdIn, takesPair }: TokenRequirement,
  appId: string,
  path: PathParameters,
): AgoraTokenExpectation {
  if (service === 'rtc') return { appId, service };
  return {
    appId,
    service,
    ...(userIdIn !== undefined && { userId: path[userIdIn] ?? '' }),
    ...(takesPair !== undefined && { takesPair }),
  };
}

/** Makes the verifier's options for each operation. */
export class RequestVerification {
  /** Those that are the same for every request. */
  readonly #schemes: ReadonlyMap<SchemeName, Scheme>;
  readonly #shared: Omit<VerifyRequestOptions, 'schemes'>;

  constructor(
    { replay, profile, urlScheme }: VerificationOptions,
    lookup: CredentialLookup,
    { now }: Pick<SystemSources, 'now'>,
  ) {
    this.#schemes = new Map<SchemeName, Scheme>([
      ['basic', basic()],
      ['hmac', hmac()],
      ['message-signature', messageSignature({ urlScheme })],
    ]);
    this.#shared = {
      lookup,
      now,
      replay: replay ?? createMemoryReplayStore({ now }),
      profile,
      refusalTexts: 'published',
    };
  }

  /** The schemes of the operation in their order, that of users as `token` makes it. */
  #schemesOf(operation: Operation<OperationPorts>, token: () => Scheme): readonly Scheme[] {
    return schemesOf(operation).map((name) => this.#schemes.get(name) ?? token());
  }

  /** The same options for all requests, unless the operation takes tokens, which are proven against its path. */
  optionsOf(operation: Operation<OperationPorts>): VerifyOptionsSource {
    const { token, appIdIn } = operation;
    const optionsWith = (makeToken: () => Scheme): VerifyRequestOptions => ({
      ...this.#shared,
      schemes: this.#schemesOf(operation, makeToken),
    });
    if (token !== undefined) {
      return (path) =>
        optionsWith(() => {
          const appId = appIdIn?.part === 'path' ? (path[appIdIn.name] ?? '') : '';
          return agoraToken(expectationOf(token, appId, path));
        });
    }
    const same = optionsWith(basic);
    return () => same;
  }
}
