import { cx } from "@/components/ui/cx";

/** Give it the size of what comes: `className="h-8 w-40"`. One live word for the whole screen is the page's own. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={cx("animate-[breathe_1.6s_ease-in-out_infinite] rounded-control bg-hover", className)}
    />
  );
}
