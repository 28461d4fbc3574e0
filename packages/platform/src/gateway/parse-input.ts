import { Compile, type Validator } from 'typebox/compile';
import { InvalidRequestError } from '../errors.js';
import type { Operation } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';
import type { ReadBody } from './read-body.js';
import { type LenientReader, readerOf } from './read-leniently.js';

/** What a request says, read as far as that goes without a schema. */
export interface GivenInput {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: ReadBody;
}

/** Reads and checks the input of one operation. */
export interface InputParser {
  /** Whether the operation has a body. */
  readonly takesBody: boolean;
  /** The input as the operation's handler takes it. Throws `invalid_request`, which names the first field that is wrong. */
  readonly parse: (given: GivenInput) => never;
}

/** The readers of what the operation's schema has; undefined for a part that it does not have. */
interface PartReaders {
  readonly path: LenientReader | undefined;
  readonly query: LenientReader | undefined;
  readonly body: LenientReader | undefined;
}

function readParts({ path, query, body }: PartReaders, given: GivenInput): object {
  return {
    ...(path !== undefined && { path: path(given.path, 'url') }),
    ...(query !== undefined && { query: query(given.query, 'url') }),
    ...(body !== undefined && { body: body(given.body.value, given.body.origin) }),
  };
}

function check(validator: Validator, input: object): never {
  if (validator.Check(input)) return input as never;
  const [error] = validator.Errors(input);
  // The first part is path, query or body.
  const field = error?.instancePath.split('/').slice(2).join('.') ?? '';
  throw new InvalidRequestError(`${field === '' ? 'the request' : field} ${error?.message ?? ''}`);
}

/** The parser of an operation's input. Made once, because a validator is compiled. */
export function createInputParser({ input }: Operation<OperationPorts>): InputParser {
  const { properties } = input;
  const readerOfPart = (name: string): LenientReader | undefined =>
    Object.hasOwn(properties, name) ? readerOf(properties[name]) : undefined;
  const readers = {
    path: readerOfPart('path'),
    query: readerOfPart('query'),
    body: readerOfPart('body'),
  };
  const validator = Compile(input);
  return {
    takesBody: readers.body !== undefined,
    parse: (given) => check(validator, readParts(readers, given)),
  };
}
