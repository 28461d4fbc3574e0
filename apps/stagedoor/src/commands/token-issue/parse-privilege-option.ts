import { InvalidArgumentError, Option } from 'commander';
import { parseNumberOption } from '../../parse-number-option.js';

/** Privileges by name, each with its seconds from the issue time; 0 means as long as the token. */
export type PrivilegeLives<Name extends string> = Readonly<Partial<Record<Name, number>>>;

/** `name` or `name=seconds`, added to those before. */
function parsePrivilege(
  names: readonly string[],
  text: string,
  earlier: PrivilegeLives<string> = {},
): PrivilegeLives<string> {
  const end = text.indexOf('=');
  const name = end === -1 ? text : text.slice(0, end);
  if (!names.includes(name)) throw new InvalidArgumentError(`Use one of ${names.join(', ')}.`);
  return { ...earlier, [name]: end === -1 ? 0 : parseNumberOption(text.slice(end + 1)) };
}

/** The option `--privilege name[=seconds]`, which can be repeated, for a service with these privileges. */
export function createPrivilegeOption(names: readonly string[], description: string): Option {
  return new Option(
    '--privilege <name[=seconds]>',
    `${description}: ${names.join(', ')}; repeatable`,
  ).argParser((text: string, earlier: PrivilegeLives<string> | undefined) =>
    parsePrivilege(names, text, earlier),
  );
}
