const DAY_SECONDS = 86_400;
const CALLERS = [{ kind: 'anonymous' }];
const USER = { user: 'requested', maxLifeSeconds: DAY_SECONDS };
const ROLES = { requested: ['publisher', 'subscriber'] };
/** What users are in a classroom: Agora's numbers for nobody yet, observer, teacher, student, assistant. */
const ROOM_ROLES = { requested: [-1, 0, 1, 2, 3, 4, 5] };
const ANYTHING = { read: ['*'], write: ['*'] };
const RESOURCES = { messageChannels: ANYTHING, streamChannels: ANYTHING, users: ANYTHING };

/** Grants to who shows nothing. */
const rule = (service: string, grant: object): object => ({
  name: `development-${service}`,
  callers: CALLERS,
  services: [service],
  grant,
});

/**
 * Grants everyone what they ask for: the policy of a server that only its own machine reaches. In the form of a policy
 * file, so that it can do nothing that a file could not.
 */
export const DEVELOPMENT_POLICY: object = {
  version: 1,
  description: 'For development on one machine: whoever reaches the server can be anyone.',
  rules: [
    rule('rtc', { ...USER, role: ROLES, anyUser: true }),
    rule('rtm', USER),
    rule('rtm2', { ...USER, permissions: RESOURCES }),
    rule('streaming', {
      ...USER,
      privileges: { requested: ['publishMixStream', 'publishRawStream'] },
      anyUser: true,
    }),
    rule('fcdn', { ...USER, privileges: { requested: ['publish', 'play'] }, anyUser: true }),
    rule('chat', { ...USER, privileges: { requested: ['user', 'app'] } }),
    rule('apaas', {
      ...USER,
      privileges: { requested: ['roomUser', 'user', 'app'] },
      roomRole: ROOM_ROLES,
    }),
    ...['fpa', 'convoai', 'stt'].map((service) => rule(service, { maxLifeSeconds: DAY_SECONDS })),
  ],
};
