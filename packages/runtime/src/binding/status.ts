import type { Pointer } from './c-functions';
import type { Library } from './load-library';

/** What a call of C says of its success. */
export class Status {
  readonly pointer: Pointer<'TF_Status'>;

  constructor(private readonly c: Library) {
    this.pointer = c.TF_NewStatus();
  }

  /** TensorFlow's message, or undefined if the last call went well. */
  get message(): string | undefined {
    return this.c.TF_GetCode(this.pointer) === 0 ? undefined : this.c.TF_Message(this.pointer);
  }

  /** @throws Error with TensorFlow's message, in the words of tfjs-node's addon, if the last call failed */
  check(): void {
    const code = this.c.TF_GetCode(this.pointer);
    if (code !== 0) throw new Error(`Invalid TF_Status: ${code}\nMessage: ${this.c.TF_Message(this.pointer)}`);
  }

  delete(): void {
    this.c.TF_DeleteStatus(this.pointer);
  }
}
