import { z } from 'zod';

const Licence = z.union([
  z.strictObject({ license: z.union([z.looseObject({ id: z.string() }), z.looseObject({ name: z.string() })]) }),
  z.looseObject({ expression: z.string() }),
]);

/** A component of a CycloneDX bill of materials, as far as we look at it. The schema decides on the rest. */
const Component = z.looseObject({
  type: z.string(),
  name: z.string(),
  version: z.string().optional(),
  'bom-ref': z.string(),
  licenses: z.array(Licence).optional(),
});
export type Component = z.infer<typeof Component>;

/** A CycloneDX bill of materials, as far as we look at it. */
export const Bom = z.looseObject({
  specVersion: z.string(),
  metadata: z.looseObject({ component: Component }),
  components: z.array(Component),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
export type Bom = z.infer<typeof Bom>;
