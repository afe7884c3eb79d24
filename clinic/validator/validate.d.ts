import type { ErrorObject } from "ajv";
import type { StackFile } from "../stack-file.ts";

declare const validate: {
  (values: unknown): values is StackFile;
  /** What the last call found. */
  errors: readonly ErrorObject[] | null;
};

export default validate;
