/**
 * The drop-in for the npm package `agora-token`, version 2: the same names, arguments and results, so that the line that
 * imports it is all that changes. New programs use the functions of `@stagedoor/token`, which say what is wrong.
 */
import { ApaasTokenBuilder } from './drop-in/apaas-token-builder.js';
import { ChatTokenBuilder } from './drop-in/chat-token-builder.js';
import { ConvoAITokenBuilder } from './drop-in/convo-ai-token-builder.js';
import { EducationTokenBuilder } from './drop-in/education-token-builder.js';
import { FpaTokenBuilder } from './drop-in/fpa-token-builder.js';
import { RtcRole, RtcTokenBuilder } from './drop-in/rtc-token-builder.js';
import { Rtm2Permissions } from './drop-in/rtm2-permissions.js';
import { RtmTokenBuilder } from './drop-in/rtm-token-builder.js';
import { SttTokenBuilder } from './drop-in/stt-token-builder.js';

export {
  ApaasTokenBuilder,
  ChatTokenBuilder,
  ConvoAITokenBuilder,
  EducationTokenBuilder,
  FpaTokenBuilder,
  RtcRole,
  RtcTokenBuilder,
  Rtm2Permissions,
  RtmTokenBuilder,
  SttTokenBuilder,
};

/** All of them in one object: what `import agora from 'agora-token'` gives in an ES module. */
const everything: {
  readonly ApaasTokenBuilder: typeof ApaasTokenBuilder;
  readonly ChatTokenBuilder: typeof ChatTokenBuilder;
  readonly ConvoAITokenBuilder: typeof ConvoAITokenBuilder;
  readonly EducationTokenBuilder: typeof EducationTokenBuilder;
  readonly FpaTokenBuilder: typeof FpaTokenBuilder;
  readonly RtcRole: typeof RtcRole;
  readonly RtcTokenBuilder: typeof RtcTokenBuilder;
  readonly Rtm2Permissions: typeof Rtm2Permissions;
  readonly RtmTokenBuilder: typeof RtmTokenBuilder;
  readonly SttTokenBuilder: typeof SttTokenBuilder;
} = {
  ApaasTokenBuilder,
  ChatTokenBuilder,
  ConvoAITokenBuilder,
  EducationTokenBuilder,
  FpaTokenBuilder,
  RtcRole,
  RtcTokenBuilder,
  Rtm2Permissions,
  RtmTokenBuilder,
  SttTokenBuilder,
};

// oxlint-disable-next-line import/no-default-export -- because agora-token is CommonJS, and Node gives it to ES modules as this
export default everything;
