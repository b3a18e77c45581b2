import { type ReactNode, useId } from "react";

export interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

export interface FieldProps {
  label: string;
  /** One short line under the label's control: what it does, with an example. */
  help?: ReactNode;
  /** What is wrong and what to do; replaces nothing, so help stays readable. */
  error?: string | undefined;
  /** Unit in the label, e.g. "px". */
  unit?: string;
  optional?: boolean;
  /** Receives the attributes its control must carry. */
  children: (control: FieldControl) => ReactNode;
}

export function Field({ label, help, error, unit, optional, children }: FieldProps) {
  const id = useId();
  const described = [help !== undefined && `${id}-help`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="flex items-baseline gap-1.5 text-sm">
        <span className="font-medium">{label}</span>
        {unit !== undefined && <span className="text-muted text-xs">{unit}</span>}
        {optional && <span className="text-muted text-xs">optional</span>}
      </label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {help !== undefined && (
        <p id={`${id}-help`} className="text-muted text-xs">
          {help}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-danger text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
