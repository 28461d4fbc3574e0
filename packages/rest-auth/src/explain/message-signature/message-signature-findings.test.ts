import { describe } from 'vitest';
import { itExplains } from '../../../test/explain-rows.js';
import { WRONG_MESSAGE_SIGNATURES } from '../../../test/explained-messages.js';

describe('a request of message-signature', () => {
  itExplains(WRONG_MESSAGE_SIGNATURES);
});
