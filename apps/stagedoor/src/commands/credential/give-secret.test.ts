import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../../test/test-world.js';
import { AdministrationError, RequestNotSentError } from '../../errors.js';
import { giveSecret, type SecretCommand } from './give-secret.js';

const COMMAND: SecretCommand = {
  id: 'credential.create',
  input: { name: 'billing' },
  customerId: 'c'.repeat(32),
  customerSecret: '5'.repeat(32),
};

describe('giveSecret in a file', () => {
  let world: TestWorld;

  beforeEach(() => {
    world = new TestWorld();
  });

  afterEach(() => world.dispose());

  const giveFailing = (error: Error): Promise<unknown> => {
    const fail = async (): Promise<never> => {
      throw error;
    };
    return giveSecret(fail, COMMAND, { options: { download: 'secret.txt' }, world });
  };

  it('leaves nothing where the command was refused', async () => {
    const refused = new AdministrationError('invalid_request', 'no');
    await expect(giveFailing(refused)).rejects.toBe(refused);
    expect(readdirSync(world.cwd)).toEqual([]);
  });

  it.each([
    new RequestNotSentError('the server has not answered'),
    new AdministrationError('storage_unavailable', 'the database cannot be used now'),
  ])('keeps the secret where nobody knows whether it is live: $code', async (error) => {
    const failing = giveFailing(error);
    await expect(failing).rejects.toMatchObject({ code: error.code });
    const [draft = '', ...others] = readdirSync(world.cwd);
    expect([others, draft]).toEqual([[], expect.stringMatching(/^secret\.txt\..*\.part$/)]);
    await expect(failing).rejects.toThrow(draft);
    expect(readFileSync(join(world.cwd, draft), 'utf8')).toContain(COMMAND.customerSecret);
  });
});
