import type { TFEOpAttr } from '#tfjs-node/tfjs_binding';
import type { Address } from './c-functions';
import type { EagerContext } from './eager-context';
import { messages } from './messages';
import { Words } from './words';

/** What an op requires. */
interface Definition {
  mostInputs: number;
  /** Attributes without a default that do not follow from the inputs. */
  required: string[];
}

/** Checks calls against TensorFlow's definitions of its ops: an invalid call could end the process. */
export class OpDefinitions {
  private readonly graph;
  private readonly known = new Map<string, Definition>();

  constructor(private readonly eager: EagerContext) {
    this.graph = eager.c.TF_NewGraph();
  }

  /** @throws Error if there are too many inputs, or a required attribute is missing */
  check(name: string, attributes: TFEOpAttr[], inputs: number): void {
    let definition = this.known.get(name);
    if (definition === undefined) {
      definition = this.find(name);
      this.known.set(name, definition);
    }
    const { mostInputs, required } = definition;
    if (inputs > mostInputs) throw new Error(`${name}: expected at most ${mostInputs} inputs, found ${inputs}`);
    for (const attribute of required)
      if (!attributes.some((given) => given.name === attribute))
        throw new Error(`${name}: expected the attribute ${attribute}, found none`);
  }

  private find(name: string): Definition {
    const { c, status } = this.eager;
    const buffer = c.TF_NewBuffer();
    try {
      c.TF_GraphGetOpDef(this.graph, c.cString(name), buffer, status.pointer);
      // An unknown op, which TensorFlow reports when it runs.
      if (status.failed) return { mostInputs: Infinity, required: [] };
      // TF_Buffer starts with the data's address and length.
      const fields = new Words(2);
      c.memcpy(fields.address, buffer as unknown as Address, 16);
      const bytes = new Uint8Array(fields.get(1));
      c.memcpy(bytes, fields.get(0) as Address, bytes.length);
      const definition = messages['OpDef'].deserializeBinary(bytes);
      const inputs = definition.getInputArgList();
      const inferred = inputs.flatMap((input) => [input.getTypeAttr(), input.getNumberAttr(), input.getTypeListAttr()]);
      const isList = inputs.some((input) => input.getNumberAttr() !== '' || input.getTypeListAttr() !== '');
      return {
        mostInputs: isList ? Infinity : inputs.length,
        required: definition
          .getAttrList()
          .filter((attribute) => !attribute.hasDefaultValue() && !inferred.includes(attribute.getName()))
          .map((attribute) => attribute.getName()),
      };
    } finally {
      c.TF_DeleteBuffer(buffer);
    }
  }
}
