import type { TokenServerOptions } from '@stagedoor/token-server';

/** The limits that the setting names; the others are those of every token server. */
export function limitsOf(
  numbers: Readonly<Record<string, number>>,
): NonNullable<TokenServerOptions['limits']> {
  return {
    unprovenPerSecond: numbers['unproven'],
    perCallerPerSecond: numbers['caller'],
    perUserPerSecond: numbers['user'],
  };
}
