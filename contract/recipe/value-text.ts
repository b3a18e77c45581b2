import type { FormField } from "../passes/fields";

type Field = Pick<FormField, "unit" | "choices"> & { name?: string };

/** A parameter's value as people read it: "0.4", "48 px", "Restart", "yes"; of lists and boxes every number with its name. */
export const valueText = (value: unknown, field?: Field): string => {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") {
    if (field?.name === "seed" && value === -1) return "random";
    return field?.unit ? `${value} ${field.unit}` : String(value);
  }
  if (typeof value === "string") return field?.choices?.find((choice) => choice.value === value)?.label ?? value;
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map((one) => valueText(one)).join("; ");
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `${name} ${valueText(inner)}`)
    .join(", ");
};
