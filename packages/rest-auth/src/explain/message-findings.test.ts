import { describe } from 'vitest';
import { itExplains } from '../../test/explain-rows.js';
import { WRONG_MESSAGES } from '../../test/explained-messages.js';

describe('a message, whoever sends it', () => {
  itExplains(WRONG_MESSAGES);
});
