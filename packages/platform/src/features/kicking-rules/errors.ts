import { PlatformError } from '../../errors.js';

/** No kicking rule with that ID is in force in that project. */
export class KickingRuleNotFoundError extends PlatformError {
  readonly code = 'kicking_rule_not_found';
  readonly status = 404;

  constructor() {
    super('the rule does not exist; it may have ended');
  }
}

/** As many kicking rules are in force in the project as may be. */
export class TooManyKickingRulesError extends PlatformError {
  readonly code = 'too_many_kicking_rules';
  readonly status = 400;

  /** @param maxKickingRules How many may be. */
  constructor(maxKickingRules: number) {
    super(`${maxKickingRules} rules are in force in this project: delete some, or wait`);
  }
}
