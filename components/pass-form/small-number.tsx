import { useId } from "react";
import { Input } from "@/components/ui/input";

export interface SmallNumberProps {
  label: string;
  value: number;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
  onChange: (value: number) => void;
}

/** One of several numbers in a row, its name above it. */
export function SmallNumber({ label, onChange, ...rest }: SmallNumberProps) {
  const id = useId();
  return (
    <span className="grid min-w-0 flex-1 gap-0.5">
      <label htmlFor={id} className="truncate text-muted text-xs first-letter:capitalize">
        {label}
      </label>
      <Input
        {...rest}
        id={id}
        type="number"
        onChange={(event) => {
          const next = event.currentTarget.valueAsNumber;
          if (Number.isFinite(next)) onChange(next);
        }}
        className="num px-1.5 text-right [appearance:textfield] [&::-webkit-inner-spin-button]:hidden"
      />
    </span>
  );
}
