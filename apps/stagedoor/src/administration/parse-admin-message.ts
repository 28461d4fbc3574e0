import type { AdminRequest } from '@stagedoor/platform';
import { InvalidRequestError } from '@stagedoor/platform/errors';

/** What comes back through the admin socket. */
export type AdminReply =
  | { readonly result: unknown }
  | { readonly error: { readonly code: string; readonly message: string } };

const isText = (value: unknown): value is string => typeof value === 'string';

function isAdminRequest(message: unknown): message is AdminRequest {
  if (typeof message !== 'object' || message === null) return false;
  const { id, input, actor, organization }: Partial<Record<string, unknown>> = { ...message };
  const isWhole = isText(id) && isText(actor) && typeof input === 'object' && input !== null;
  return isWhole && (organization === undefined || isText(organization));
}

/** A command; its input is checked by the command's schema. Throws `invalid_request`. */
export function parseAdminRequest(text: string): AdminRequest {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch (error) {
    throw new InvalidRequestError('what came through the admin socket is no JSON', {
      cause: error,
    });
  }
  if (isAdminRequest(message)) return message;
  throw new InvalidRequestError(
    'a command has an id, an input and an actor, and perhaps an organization',
  );
}

/** The reply of our own server. */
export function parseAdminReply(message: unknown): AdminReply {
  return message as AdminReply;
}
