import { cx } from "@/components/ui/cx";

export const tabListClass = "flex shrink-0 gap-4 overflow-x-auto border-b [scrollbar-width:none]";

export function tabClass(current: boolean): string {
  return cx(
    "focus-inset -mb-px inline-flex h-9 shrink-0 items-center gap-1.5 border-b-2 text-sm pointer-coarse:h-11",
    current ? "border-text text-text" : "border-transparent text-muted hover:text-text",
  );
}
