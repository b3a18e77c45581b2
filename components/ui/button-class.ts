import { cx } from "@/components/ui/cx";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent-fill text-on-accent hover:bg-accent-fill-hover font-medium",
  secondary: "border border-edge bg-raised text-text hover:border-control",
  quiet: "text-text hover:bg-hover active:bg-press",
  danger: "bg-danger-fill text-on-danger hover:brightness-110 font-medium",
};
const sizes: Record<ButtonSize, string> = { sm: "h-7 px-2 text-xs", md: "h-8 px-3 text-sm" };

/** The classes of a button, for elements that are one by other means (links, summaries). */
export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "md", extra?: string): string {
  return cx(
    "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-control",
    "disabled:pointer-events-none disabled:opacity-45 aria-disabled:cursor-not-allowed aria-disabled:opacity-45",
    "pointer-coarse:min-h-11 pointer-coarse:px-4 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.5]",
    variants[variant],
    sizes[size],
    extra,
  );
}
