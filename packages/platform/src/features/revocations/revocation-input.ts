import { Type } from 'typebox';

const MAX_UID = 0xffff_ffff;
/** No token is longer that is read at all. */
const MAX_TOKEN_CHARACTERS = 131_072;
const MAX_REASON_CHARACTERS = 255;
const MAX_ACCOUNT_CHARACTERS = 255;

/** The types of what callers write. */
type RevocationInputType = Type.TObject<{
  readonly appId: Type.TString;
  readonly token: Type.TOptional<Type.TString>;
  readonly uid: Type.TOptional<Type.TInteger>;
  readonly account: Type.TOptional<Type.TString>;
  readonly channel: Type.TOptional<Type.TString>;
  readonly all: Type.TOptional<Type.TLiteral<true>>;
  readonly issuedUntil: Type.TOptional<Type.TInteger>;
  readonly reason: Type.TOptional<Type.TString>;
}>;

/** Exactly one of: a token; a user, with a channel or without; a channel; all. */
export const RevocationInput: RevocationInputType = Type.Object({
  appId: Type.String({ description: 'App ID of the project' }),
  token: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: MAX_TOKEN_CHARACTERS,
      description: 'One token, in any of the texts that it can be packed into',
    }),
  ),
  uid: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MAX_UID, description: 'All tokens of this user' }),
  ),
  account: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: MAX_ACCOUNT_CHARACTERS,
      description: 'The same, for a user who has an account or a user ID',
    }),
  ),
  channel: Type.Optional(
    Type.String({
      pattern: String.raw`^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]{1,63}$`,
      description: 'All tokens shown for this channel; with a user, those of this user',
    }),
  ),
  all: Type.Optional(Type.Literal(true, { description: 'All tokens of the project' })),
  issuedUntil: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'Revoke tokens issued at or before this, Unix seconds. Default: now',
    }),
  ),
  reason: Type.Optional(
    Type.String({ maxLength: MAX_REASON_CHARACTERS, description: 'For those who list it later' }),
  ),
});
