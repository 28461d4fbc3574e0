import type {
  ApaasPrivilege,
  ChatPrivilege,
  FcdnPrivilege,
  RtcPrivilege,
  RtcRole,
  ServiceName,
  StreamingPrivilege,
} from '@stagedoor/token';

/** A channel and a user in it: a uid from 1 to 4294967295, an account, or uid 0 for any user. All of it may be left out. */
interface ChannelBody {
  /** 1 to 63 characters. */
  readonly channel?: string;
  readonly uid?: number;
  /** 1 to 255 bytes of UTF-8, in the place of `uid`. */
  readonly account?: string;
}

/** A user of a service that knows no wildcard. */
interface UserIdBody {
  /** 1 to 64 bytes of UTF-8, or an integer above 0. */
  readonly userId?: string | number;
}

/** One service that a token is to open. What is left out is for the policy of the server to say. */
export type ServiceRequestBody =
  | (ChannelBody & {
      readonly service: 'rtc';
      readonly role?: RtcRole;
      /** In the place of `role`. */
      readonly privileges?: readonly RtcPrivilege[];
    })
  | (ChannelBody & {
      readonly service: 'streaming';
      readonly privileges?: readonly StreamingPrivilege[];
    })
  | (ChannelBody & { readonly service: 'fcdn'; readonly privileges?: readonly FcdnPrivilege[] })
  | (UserIdBody & { readonly service: 'rtm' | 'rtm2' })
  | (UserIdBody & {
      readonly service: 'chat';
      /** One of them. Left out: `user`. */
      readonly privileges?: readonly ChatPrivilege[];
    })
  | (UserIdBody & {
      readonly service: 'apaas';
      readonly room?: string;
      /** What the user is in the room, -32768 to 32767. */
      readonly roomRole?: number;
      /** One of them. Left out: `roomUser` with a room, `user` without. */
      readonly privileges?: readonly ApaasPrivilege[];
    })
  | { readonly service: 'fpa' | 'convoai' | 'stt' };

interface TokenRequestBase {
  /** The project, 32 hex characters. Left out: the only one that the server has. */
  readonly appId?: string;
  /** From 1 on; the policy shortens it. Left out: an hour at most. */
  readonly expiresInSeconds?: number;
}

/** The body of `POST /v1/token`: one service, or a list of 1 to 16. */
export type TokenRequestBody = TokenRequestBase &
  (
    | (ServiceRequestBody & { readonly services?: undefined })
    | { readonly services: readonly ServiceRequestBody[]; readonly service?: undefined }
  );

/** The body of `POST /v1/token/renew`. */
export interface RenewalRequestBody {
  /** The token that is to be renewed: `007…`. */
  readonly token: string;
}

/** One service that a token opens, in the names of the request. */
export interface ServiceResponseBody {
  readonly service: ServiceName;
  /** Of `rtc`, `streaming` and `fcdn`. */
  readonly channel?: string;
  /** Who can join: a uid, 0 for any user. */
  readonly uid?: number;
  /** Who can join, where the channel joins by account. */
  readonly account?: string;
  /** Of `apaas`, in a room. */
  readonly room?: string;
  /** Of `rtm`, `rtm2`, `chat` and `apaas`. */
  readonly userId?: string;
  /** By name, with their end in Unix seconds. */
  readonly privileges: Readonly<Record<string, number>>;
}

/** What `POST /v1/token` and `POST /v1/token/renew` answer with status 200. All instants are Unix seconds. */
export interface TokenResponseBody {
  readonly token: string;
  readonly appId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly expiresInSeconds: number;
  /** When to ask for the next one: 30 s before the token or the first of its privileges ends, and not before `issuedAt`. */
  readonly renewAt: number;
  /** The server's clock. The difference to your own is what to correct `renewAt` by. */
  readonly serverTime: number;
  readonly services: readonly ServiceResponseBody[];
}

/** What they answer with every other status. */
export interface RefusalBody {
  readonly error: {
    /** Never changes; also in the header `x-stagedoor-error`. */
    readonly code: string;
    /** For people. */
    readonly message: string;
  };
  /** Also in the log of the server. */
  readonly requestId: string;
}
