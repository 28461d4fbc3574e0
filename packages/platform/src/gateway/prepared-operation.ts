import type { HeaderPairs } from '@stagedoor/rest-auth';
import { familyLimitOf, type LimitSetting } from '../limits/limit-options.js';
import { FAMILIES, type Family } from '../operations/family-table.js';
import type { Operation } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';
import { createInputParser, type InputParser } from './parse-input.js';
import type { RequestVerification, VerifyOptionsSource } from './verify-options.js';

/** An operation with all that is the same for each of its requests, so that it is made once. */
export interface PreparedOperation {
  readonly row: Operation<OperationPorts>;
  readonly family: Family;
  /** Requests in one second of one customer; undefined for any number. */
  readonly limitPerSecond: number | undefined;
  readonly input: InputParser;
  readonly verifyOptionsFor: VerifyOptionsSource;
  /** What a 401 carries. */
  readonly challenges: HeaderPairs;
}

/** Prepares an operation. Throws where its schema cannot be compiled. */
export function prepareOperation(
  row: Operation<OperationPorts>,
  verification: RequestVerification,
  limits: LimitSetting | undefined,
): PreparedOperation {
  const verifyOptionsFor = verification.optionsOf(row);
  return {
    row,
    family: FAMILIES[row.family],
    limitPerSecond: familyLimitOf(row.family, limits),
    input: createInputParser(row),
    verifyOptionsFor,
    challenges: verifyOptionsFor({}).schemes.flatMap(({ challenges }) => challenges),
  };
}
