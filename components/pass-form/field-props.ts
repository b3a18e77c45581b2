import type { FormField } from "@/contract/passes/fields";

/** What every control of a form takes. */
export interface FieldProps {
  field: FormField;
  value: unknown;
  onChange: (value: unknown) => void;
}
