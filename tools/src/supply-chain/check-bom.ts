import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation';
import type { Bom } from './bom';
import type { Finding } from './finding';

type Version = ConstructorParameters<typeof JsonStrictValidator>[0];

/** Compiling the schema takes a second, so it is done once. */
const validators = new Map<Version, JsonStrictValidator>();
function validator(version: Version): JsonStrictValidator {
  const made = validators.get(version) ?? new JsonStrictValidator(version);
  validators.set(version, made);
  return made;
}

/** Whether the bill is one by CycloneDX's own schema, strictly; and each component has a licence and, if not ours, a digest. */
export async function checkBom(bom: Bom): Promise<Finding> {
  const version = bom.specVersion as Version;
  const wrong = await validator(version).validate(JSON.stringify(bom));
  const foreign = bom.components.filter((one) => !one['bom-ref'].startsWith('@reprise/'));
  const failures = [
    ...(wrong === null
      ? []
      : [`reprise.cdx.json: is not CycloneDX ${version}: ${JSON.stringify(wrong).slice(0, 400)}`]),
    ...foreign
      .filter((one) => !one['hashes'] && !one['components'])
      .map((one) => `${one['bom-ref']}: has no digest in the bill of materials.`),
    ...bom.components
      .filter(({ licenses }) => licenses === undefined)
      .map((one) => `${one['bom-ref']}: has no licence in the bill of materials.`),
  ];
  return {
    rows: [
      {
        fault: `components of the bill of materials, held against the schema of CycloneDX ${version}`,
        times: bom.components.length,
        outcome: failures.length === 0 ? 'valid; each has a licence and a digest' : `${failures.length} complaints`,
      },
    ],
    failures,
    unanswered: [],
  };
}
