import { describe } from 'vitest';
import { itExplains } from '../../test/explain-rows.js';
import { SHOWN_TOKENS } from '../../test/explained-messages.js';

describe('a token, and how it is shown', () => {
  itExplains(SHOWN_TOKENS);
});
