import { type Static, Type } from 'typebox';
import {
  type AdminCall,
  type AdminCommand,
  defineAdminCommand,
} from '../../administration/admin-command.js';
import { AdmissionInput } from './admission-input.js';
import type { AdmissionPorts } from './admission-ports.js';
import { viewAdmission } from './admission-view.js';
import { admitUser } from './admit-user.js';

const CheckInput = Type.Object({
  ...AdmissionInput.properties,
  /** Else the project that the token names. */
  appId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
});

/** Asking whether a user would come in, for administrators. */
export const admissionAdminCommands: readonly AdminCommand<AdmissionPorts>[] = [
  defineAdminCommand({
    id: 'admission.check',
    access: 'read',
    // The App ID finds the project, of whichever organization.
    scope: 'platform',
    input: CheckInput,
    run: async ({
      ports,
      input,
      sources,
    }: AdminCall<AdmissionPorts, Static<typeof CheckInput>>) => {
      const { service = 'rtc', ...request } = input;
      return { result: viewAdmission(await admitUser({ service, ...request }, ports, sources)) };
    },
  }),
];
