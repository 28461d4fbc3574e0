import { describe, expect, it } from 'vitest';
import { itExplains } from '../../test/explain-rows.js';
import { BASIC_CREDENTIALS } from '../../test/explained-credentials.js';
import { APP_ID, authorizedBy, base64, basicOf, NOW } from '../../test/explained-request.js';
import { explainRequest } from '../explain-request.js';

describe('a credential of Basic', () => {
  itExplains(BASIC_CREDENTIALS);

  it.each([
    ['line_end_in_credential', authorizedBy(`Basic ${base64('id:secret\n')}`)],
    ['secret_missing', basicOf('id', '')],
    ['app_id_as_secret', { ...basicOf('id', APP_ID), target: `/v1/projects/${APP_ID}` }],
  ])('is warned of %s where no secret is known', async (kind, request) => {
    const { verdict, findings } = await explainRequest(request, { now: NOW });
    expect(verdict).toBe('unproven');
    expect(findings[0]).toMatchObject({ kind, severity: 'warning' });
  });
});
