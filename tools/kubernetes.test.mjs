/** The manifests of deploy/kubernetes: valid by the schemas of Kubernetes, complete, hardened, and settings that the programs accept. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { ROOT } from './findings.mjs';

const FOLDER = 'deploy/kubernetes';

const paths = readdirSync(join(ROOT, FOLDER), { recursive: true })
  .filter((path) => path.endsWith('.yaml'))
  .toSorted((a, b) => a.localeCompare(b));

const readManifests = (path) =>
  parseAllDocuments(readFileSync(join(ROOT, FOLDER, path), 'utf8'), { strict: true }).map(
    (document) => {
      if (document.errors.length > 0) throw new Error(`${path}: ${document.errors[0].message}`);
      return { path, ...document.toJS() };
    },
  );

const all = paths.flatMap(readManifests);
const kustomizations = all.filter(({ kind }) => kind === 'Kustomization');
const manifests = all.filter(({ kind }) => kind !== 'Kustomization');
const named = (kind, folder) =>
  manifests.filter((each) => each.kind === kind && dirname(each.path) === folder);

/** What a manifest says, without where it stands. */
const contentOf = ({ path: _path, ...content }) => content;

const MODELS = {
  v1: () => import('kubernetes-models/v1'),
  'apps/v1': () => import('kubernetes-models/apps/v1'),
  'autoscaling/v2': () => import('kubernetes-models/autoscaling/v2'),
  'batch/v1': () => import('kubernetes-models/batch/v1'),
  'networking.k8s.io/v1': () => import('kubernetes-models/networking.k8s.io/v1'),
  'policy/v1': () => import('kubernetes-models/policy/v1'),
};

/** The generated checks of Kubernetes' own OpenAPI document: types, required fields, formats. */
const findSchemaFaults = async (manifest) => {
  const { apiVersion, kind } = manifest;
  const { [kind]: Model } = await MODELS[apiVersion]();
  try {
    new Model(contentOf(manifest)).validate();
    return [];
  } catch (error) {
    return [`${manifest.path}: ${error.message}`];
  }
};

/** Those checks allow any field beside the known ones. The compiler does not, for a literal: it finds misspelt fields. */
const findUnknownFields = (list) => {
  const cache = join(ROOT, 'node_modules/.cache/stagedoor');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'manifests-'));
  try {
    const files = list.map((manifest, index) => {
      const { apiVersion, kind } = manifest;
      const name = `I${kind}`;
      const file = join(folder, `${index}.ts`);
      const text = JSON.stringify(contentOf(manifest));
      writeFileSync(
        file,
        `import type { ${name} } from 'kubernetes-models/${apiVersion}';\nexport const manifest: ${name} = ${text};\n`,
      );
      return file;
    });
    const program = ts.createProgram(files, {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    });
    return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      const index = files.findIndex((each) => each === file?.fileName);
      return `${list[index]?.path}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The templates of pods, whatever makes them. */
const pods = manifests
  .filter(({ spec }) => spec?.template !== undefined)
  .map(({ path, kind, metadata, spec: { selector, template } }) => ({
    path,
    kind,
    name: metadata.name,
    selector: selector?.matchLabels ?? {},
    labels: template.metadata.labels,
    spec: template.spec,
  }));

describe('the manifests', () => {
  it('are valid by the schemas of Kubernetes', async () => {
    expect(manifests.length).toBeGreaterThan(10);
    const faults = await Promise.all(manifests.map(findSchemaFaults));
    expect(faults.flat()).toEqual([]);
  });

  it('have no field that Kubernetes does not know', () => {
    expect(findUnknownFields(manifests)).toEqual([]);
  }, 60_000);

  it('would be found out: a wrong type, a missing field, a misspelt one', async () => {
    const [deployment] = named('Deployment', 'token-server');
    const { spec } = deployment;
    const wrong = { ...deployment, spec: { ...spec, minReadySeconds: '5' } };
    expect(await findSchemaFaults(wrong)).toHaveLength(1);
    const missing = { ...deployment, spec: { ...spec, selector: undefined } };
    expect(await findSchemaFaults(missing)).toHaveLength(1);
    const [container] = spec.template.spec.containers;
    const misspelt = structuredClone(deployment);
    misspelt.spec.template.spec.containers = [{ ...container, readynessProbe: {} }];
    expect(findUnknownFields([misspelt])).toEqual([expect.stringContaining('readynessProbe')]);
  }, 60_000);

  it.each(['token-server', 'platform'])(
    'of %s are all listed, but for examples and jobs',
    (name) => {
      const [{ resources }] = kustomizations.filter(({ path }) => dirname(path) === name);
      const wanted = paths
        .filter((path) => dirname(path) === name)
        .map((path) => path.slice(name.length + 1))
        .filter((path) => !/^(kustomization|secrets\.example|init-job)\.yaml$/.test(path));
      expect(resources.toSorted()).toEqual(wanted);
    },
  );

  it('are all in one namespace', () => {
    const places = manifests.map(({ kind, metadata }) =>
      kind === 'Namespace' ? metadata.name : metadata.namespace,
    );
    expect(new Set([...places, ...kustomizations.map(({ namespace }) => namespace)])).toEqual(
      new Set(['stagedoor']),
    );
  });

  it.each(pods)('$kind $name: keeps to the restricted profile and below', ({ spec }) => {
    expect(spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(spec).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
    for (const container of spec.containers) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources).toMatchObject({
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
    }
  });

  it.each(pods.filter(({ kind }) => kind === 'Deployment'))(
    '$name: is probed, and has longer to end than it takes',
    ({ spec }) => {
      const [{ startupProbe, readinessProbe, livenessProbe, env }] = spec.containers;
      expect(startupProbe.httpGet.path).toBe('/readyz');
      expect(readinessProbe.httpGet.path).toBe('/readyz');
      expect(livenessProbe.httpGet.path).toBe('/healthz');
      const drain = env.find(({ name }) => name === 'STAGEDOOR_DRAIN_SECONDS').value;
      const defaultStopSeconds = 8;
      expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(
        Number(drain) + defaultStopSeconds,
      );
    },
  );

  it.each(pods)(
    '$kind $name: what it mounts and reads is declared',
    ({ spec, labels, selector }) => {
      const namesOf = (kind) =>
        manifests.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
      const { volumes, containers } = spec;
      const mounts = containers.flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name));
      expect(mounts).toEqual(volumes.map(({ name }) => name));
      const variables = containers.flatMap(({ env }) => env);
      const secrets = [
        ...volumes.flatMap(({ secret }) => secret?.secretName ?? []),
        ...variables.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef.name ?? []),
      ];
      expect(namesOf('Secret')).toEqual(expect.arrayContaining(secrets));
      const maps = volumes.flatMap(({ configMap }) => configMap?.name ?? []);
      expect(namesOf('ConfigMap')).toEqual(expect.arrayContaining(maps));
      expect(labels).toMatchObject(selector);
    },
  );

  it.each(['token-server', 'platform'])('of %s name its pods and its ports', (name) => {
    const [pod] = pods.filter(({ path }) => path === `${name}/deployment.yaml`);
    const ports = pod.spec.containers[0].ports.map((port) => port.name);
    const [{ spec: service }] = named('Service', name);
    expect(pod.labels).toMatchObject(service.selector);
    expect(service.ports.map(({ targetPort }) => targetPort)).toEqual(['http']);
    const [{ spec: network }] = named('NetworkPolicy', name);
    expect(pod.labels).toMatchObject(network.podSelector.matchLabels);
    expect(network.ingress.flatMap((rule) => rule.ports.map(({ port }) => port))).toEqual(ports);
    const [{ spec: budget }] = named('PodDisruptionBudget', name);
    expect(pod.labels).toMatchObject(budget.selector.matchLabels);
    const accounts = named('ServiceAccount', name).map(({ metadata }) => metadata.name);
    expect(accounts).toEqual([pod.spec.serviceAccountName]);
  });

  it('scale what there is', () => {
    const [{ spec }] = named('HorizontalPodAutoscaler', 'token-server');
    const [{ apiVersion, kind, metadata }] = named('Deployment', 'token-server');
    expect(spec.scaleTargetRef).toEqual({ apiVersion, kind, name: metadata.name });
  });

  it('pin the image by a tag that is no moving one', () => {
    const images = pods.flatMap(({ spec }) => spec.containers.map(({ image }) => image));
    expect(new Set(images)).toEqual(new Set(['registry.example.com/stagedoor:0.1.0']));
  });
});
