import type { ServiceName } from '@stagedoor/token';
import { Type } from 'typebox';
import { SERVICE_ENTRIES } from './service-entry-table.js';

const MAX_UID = 0xffff_ffff;
/** No token is longer that is read at all. */
const MAX_TOKEN_CHARACTERS = 131_072;
const MAX_NAME_CHARACTERS = 255;
const MAX_ADDRESS_CHARACTERS = 45;
/** No service has as many. */
const MAX_PRIVILEGES = 16;

/** The types of what callers write. */
type AdmissionInputType = Type.TObject<{
  readonly appId: Type.TString;
  readonly token: Type.TString;
  readonly service: Type.TOptional<Type.TUnsafe<ServiceName>>;
  readonly channel: Type.TOptional<Type.TString>;
  readonly uid: Type.TOptional<Type.TInteger>;
  readonly account: Type.TOptional<Type.TString>;
  readonly address: Type.TOptional<Type.TString>;
  readonly privileges: Type.TOptional<Type.TArray<Type.TString>>;
  readonly allowWildcardChannel: Type.TOptional<Type.TBoolean>;
  readonly allowWildcardUid: Type.TOptional<Type.TBoolean>;
  readonly allow006: Type.TOptional<Type.TBoolean>;
}>;

const flag = (description: string): Type.TOptional<Type.TBoolean> =>
  Type.Optional(Type.Boolean({ description }));

/** Who arrives, and where: an `AdmissionRequest` as it comes over the wire. */
export const AdmissionInput: AdmissionInputType = Type.Object({
  appId: Type.String({ description: 'App ID of the project' }),
  token: Type.String({
    maxLength: MAX_TOKEN_CHARACTERS,
    description: 'What the user shows, as it is',
  }),
  service: Type.Optional(
    Type.Unsafe<ServiceName>({
      type: 'string',
      enum: Object.keys(SERVICE_ENTRIES),
      description: 'What he wants in to. Default rtc',
    }),
  ),
  channel: Type.Optional(
    Type.String({
      maxLength: MAX_NAME_CHARACTERS,
      description: 'The channel that he joins; for apaas the room',
    }),
  ),
  uid: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MAX_UID,
      description: 'Who he is; who arrives with uid 0 is given one first',
    }),
  ),
  account: Type.Optional(
    Type.String({
      maxLength: MAX_NAME_CHARACTERS,
      description: 'The same, where users have accounts or user IDs',
    }),
  ),
  address: Type.Optional(
    Type.String({
      maxLength: MAX_ADDRESS_CHARACTERS,
      description: 'The IP address that he comes from; without it, bans of addresses are not seen',
    }),
  ),
  privileges: Type.Optional(
    Type.Array(Type.String({ maxLength: MAX_NAME_CHARACTERS }), {
      maxItems: MAX_PRIVILEGES,
      description: 'What he must be allowed beside coming in, as publishAudioStream',
    }),
  ),
  allowWildcardChannel: flag('Accept a token for any channel. Default false'),
  allowWildcardUid: flag('Accept a token for any user. Default false'),
  allow006: flag('Accept a token of format 006, whose holder can change its channel and user'),
});
