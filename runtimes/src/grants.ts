import {
  apaasRoomUser,
  chatApp,
  chatUser,
  fpa,
  rtc,
  rtm,
  type ServiceGrant,
} from '@stagedoor/token';

/** How to issue the token of a vector with our own API. */
export interface Recipe {
  readonly expiresInSeconds: number;
  readonly services: readonly ServiceGrant[];
}

/** What the arguments of each vector's builder mean in our words, by the name of the vector. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  'rtc-uid': {
    expiresInSeconds: 3600,
    services: [
      rtc({
        channel: 'stage-1',
        uid: 2_882_341_273,
        role: 'publisher',
        privilegesExpireInSeconds: 1800,
      }),
    ],
  },
  'rtc-account': {
    expiresInSeconds: 3600,
    services: [rtc({ channel: 'stage-1', account: 'zoë', role: 'subscriber' })],
  },
  rtm: {
    expiresInSeconds: 600,
    services: [rtm({ userId: 'zoe', privilegesExpireInSeconds: 600 })],
  },
  'rtc-rtm': {
    expiresInSeconds: 3600,
    services: [
      rtc({
        channel: 'stage-1',
        account: '7',
        privileges: {
          joinChannel: 3600,
          publishAudioStream: 900,
          publishVideoStream: 600,
          publishDataStream: 300,
        },
      }),
      rtm({ userId: 'zoe', privilegesExpireInSeconds: 1200 }),
    ],
  },
  'chat-user': {
    expiresInSeconds: 86_400,
    services: [chatUser({ userId: 'c8a1', privilegesExpireInSeconds: 86_400 })],
  },
  'chat-app': {
    expiresInSeconds: 86_400,
    services: [chatApp({ privilegesExpireInSeconds: 86_400 })],
  },
  'apaas-room-user': {
    expiresInSeconds: 900,
    services: apaasRoomUser({
      room: 'room-9',
      userId: 'zoe',
      roomRole: 1,
      privilegesExpireInSeconds: 900,
    }),
  },
  fpa: { expiresInSeconds: 86_400, services: [fpa()] },
};
