import { Type } from 'typebox';
import { defineOperation, type Operation } from '../../operations/operation.js';
import { DOMAIN_REGIONS, DOMAIN_TYPES } from './broadcast-domain.js';
import { putAuthKey, removeDomain } from './change-domains.js';
import { createDomain } from './create-domain.js';
import type { DomainPorts } from './domain-ports.js';
import { DomainView } from './domain-view.js';
import { listDomains, readDomain } from './read-domains.js';

const APP_ID = Type.String({ description: 'App ID of the project' });
const NAME = Type.String({ description: 'Host name of the domain: push.example.com' });
const Nothing = Type.Object({});
const DOMAINS = '/v1/projects/{appid}/fls/domains';
const ONE_DOMAIN = `${DOMAINS}/{domain}`;
const OfOne = Type.Object({ appid: APP_ID, domain: NAME });

/** Domains and their timestamp keys: operations 1 to 5 of Media Broadcast. */
export const domainOperations: readonly Operation<DomainPorts>[] = [
  defineOperation({
    id: 'create-domain',
    method: 'POST',
    path: DOMAINS,
    family: 'broadcast',
    access: 'write',
    summary: 'Add a domain',
    source: 'Media Broadcast RESTful API, operation 1',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({
      path: Type.Object({ appid: APP_ID }),
      query: Type.Object({ id: NAME }),
      body: Type.Object({
        type: Type.Enum([...DOMAIN_TYPES]),
        region: Type.Optional(
          Type.Enum([...DOMAIN_REGIONS], { description: 'Required of a publish domain' }),
        ),
      }),
    }),
    answers: { 201: DomainView },
    run: createDomain,
  }),
  defineOperation({
    id: 'list-domains',
    method: 'GET',
    path: DOMAINS,
    family: 'broadcast',
    access: 'read',
    summary: 'List all domains of a project, or read the one that `id` names',
    source: 'Media Broadcast RESTful API, operation 2',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({
      path: Type.Object({ appid: APP_ID }),
      query: Type.Object({ id: Type.Optional(NAME) }),
    }),
    answers: { 200: Type.Union([Type.Object({ domainList: Type.Array(DomainView) }), DomainView]) },
    run: listDomains,
  }),
  defineOperation({
    id: 'read-domain',
    method: 'GET',
    path: ONE_DOMAIN,
    family: 'broadcast',
    access: 'read',
    summary: 'Read one domain',
    source: 'Media Broadcast RESTful API, operation 3',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({ path: OfOne }),
    answers: { 200: DomainView },
    run: readDomain,
  }),
  defineOperation({
    id: 'set-domain-key',
    method: 'PATCH',
    path: ONE_DOMAIN,
    family: 'broadcast',
    access: 'write',
    summary: 'Set the timestamp key of a domain',
    source: 'Media Broadcast RESTful API, operation 4',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({
      path: OfOne,
      body: Type.Object({
        authKey: Type.String({ description: 'At most 128 bytes; an empty text removes the key' }),
      }),
    }),
    answers: { 200: Nothing },
    run: putAuthKey,
  }),
  defineOperation({
    id: 'remove-domain',
    method: 'DELETE',
    path: ONE_DOMAIN,
    family: 'broadcast',
    access: 'write',
    summary: 'Remove a domain',
    source: 'Media Broadcast RESTful API, operation 5',
    appIdIn: { part: 'path', name: 'appid' },
    input: Type.Object({ path: OfOne }),
    answers: { 200: Nothing },
    run: removeDomain,
  }),
];
