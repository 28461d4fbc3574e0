import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { defineOperation } from './operation.js';

describe('defineOperation', () => {
  it('is the row, whose handler takes what the schema says', async () => {
    const row = {
      id: 'greet',
      method: 'GET',
      path: '/greet/{name}',
      family: 'projects',
      access: 'read',
      summary: 'Greet',
      source: 'A test',
      input: Type.Object({ path: Type.Object({ name: Type.String() }) }),
      answers: { 200: Type.Object({ text: Type.String() }) },
    } as const;
    const operation = defineOperation({
      ...row,
      run: async ({ input }) => ({ body: { text: `hello ${input.path.name}` } }),
    });
    expect(operation).toMatchObject(row);
    const call = { input: { path: { name: 'zoe' } } } as never;
    expect(await operation.run(call)).toEqual({ body: { text: 'hello zoe' } });
  });
});
