import type { ComponentProps } from "react";
import { cx } from "@/components/ui/cx";

/** A plain table with a sticky header and 32 px rows. It scrolls inside itself; the page does not. */
export function DataTable({ label, className, children, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="focus-inset min-h-0 overflow-auto bg-surface">
      <table
        {...rest}
        aria-label={label}
        className={cx("w-full border-separate border-spacing-0 text-left text-sm", className)}
      >
        {children}
      </table>
    </section>
  );
}

export function Th({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx(
        "sticky top-0 z-10 h-8 whitespace-nowrap border-b bg-surface px-3 font-normal text-muted text-xs first:pl-4 last:pr-4 sm:first:pl-6 sm:last:pr-6",
        className,
      )}
    />
  );
}

/** `selected` also needs `aria-selected` where the table is a grid. */
export function Tr({ selected, className, ...rest }: ComponentProps<"tr"> & { selected?: boolean }) {
  return <tr {...rest} className={cx("group", selected ? "bg-selected" : "hover:bg-hover", className)} />;
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return (
    <td
      {...rest}
      className={cx("h-8 border-b px-3 py-[5px] first:pl-4 last:pr-4 sm:first:pl-6 sm:last:pr-6", className)}
    />
  );
}
