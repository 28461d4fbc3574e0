import type { Caller } from '../domain/caller.js';
import type { Operation } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';
import type { OpenGateway } from './gateway.js';
import type { AnswerPlace } from './kept-answers.js';
import { type OperationRun, runOperation } from './run-operation.js';
import { type SuccessAnswer, writeSuccess } from './write-answer.js';

/** Where its answer is kept; undefined where it also depends on who asks. */
function placeOf(
  { id, answersUntilChange }: Operation<OperationPorts>,
  caller: Caller,
): AnswerPlace | undefined {
  const seesAll =
    caller.kind === 'customer' && caller.projectIds === undefined && caller.access === 'full';
  if (answersUntilChange !== true || !seesAll) return undefined;
  return { organizationId: caller.organizationId, operationId: id };
}

/** The answer of the handler, or the same one as before where nothing can have changed since. */
export async function answerOperation(
  run: OperationRun,
  gateway: OpenGateway,
): Promise<SuccessAnswer> {
  const { kept } = gateway;
  const place = kept === undefined ? undefined : placeOf(run.request.operation.row, run.caller);
  if (kept === undefined || place === undefined) {
    return writeSuccess(await runOperation(run, gateway));
  }
  const known = kept.find(place);
  if (known !== undefined) return known;
  const { generation } = kept;
  const answer = writeSuccess(await runOperation(run, gateway));
  kept.keep(place, answer, generation);
  return answer;
}
