import {
  type CompiledPolicy,
  parsePolicy,
  parsePolicyText,
  PolicyInvalidError,
  PolicyTestsInvalidError,
} from '@stagedoor/token-server/policy';
import { readGivenBytes } from '../../read-text-file.js';
import type { World } from '../../world.js';
import { PolicyFileError } from './errors.js';

/** Far more than a policy or its tests need. */
const MAX_FILE_BYTES = 4_194_304;

/** What a parser makes of a document. Throws a `CommandError` with the name of the document where it cannot be used. */
export function parseNamed<Value>(name: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    const isKnown = error instanceof PolicyInvalidError || error instanceof PolicyTestsInvalidError;
    throw isKnown ? new PolicyFileError(name, error) : error;
  }
}

/** The text of a file, or standard input for `-`. Throws `file_unusable`. */
export async function readDocumentText(path: string, world: World): Promise<string> {
  return path === '-'
    ? await world.readStdin()
    : new TextDecoder().decode(await readGivenBytes(path, world, MAX_FILE_BYTES));
}

/** The JSON of a file, or of standard input for `-`. Throws `file_unusable` and `policy_invalid`. */
export async function readDocument(path: string, world: World): Promise<unknown> {
  const text = await readDocumentText(path, world);
  return parseNamed(path, () => parsePolicyText(text));
}

/** The policy of a file. Throws `file_unusable` and `policy_invalid`. */
export async function readPolicy(path: string, world: World): Promise<CompiledPolicy> {
  const document = await readDocument(path, world);
  return parseNamed(path, () => parsePolicy(document));
}
