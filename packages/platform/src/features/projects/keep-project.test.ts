import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectOf, ProjectWorld, statusesOf } from '../../../test/project-world.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { DEFAULT_QUOTAS } from '../../domain/quotas.js';

describe.each(TEST_ENGINES)('the limit of projects on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let world: ProjectWorld;

    beforeAll(async () => {
      world = await ProjectWorld.open(engine, { quotas: { ...DEFAULT_QUOTAS, maxProjects: 2 } });
    });

    afterAll(() => world.dispose());

    it('is kept by requests at the same time, and what is deleted makes room', async () => {
      const { customer } = world;
      const answers = await Promise.all(
        [1, 2, 3, 4].map((number) =>
          customer.call('POST', '/dev/v1/project', { name: `project ${number}` }),
        ),
      );
      expect(statusesOf(answers)).toEqual([201, 201, 400, 400]);
      expect(answers.find(({ status }) => status === 400)).toMatchObject({
        code: 'too_many_projects',
        body: { message: expect.stringContaining('2 projects') },
      });
      const made = answers.flatMap((answer) => (answer.status === 201 ? [projectOf(answer)] : []));
      await customer.call('DELETE', '/dev/v1/project', { id: made[0]?.id });
      expect(await customer.call('POST', '/dev/v1/project', { name: 'again' })).toMatchObject({
        status: 201,
      });
    });
  });
});
