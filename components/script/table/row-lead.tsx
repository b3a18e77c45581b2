import { cx } from "@/components/ui/cx";

/** Six dots to drag a shot by. Drawn by CSS: thousands of rows pass by, and an icon is eight elements. */
export function RowGrip({ movable }: { movable: boolean }) {
  return (
    <span
      data-grip={movable || undefined}
      aria-hidden
      className={cx(
        "h-6 w-4 bg-[radial-gradient(circle,currentColor_1.2px,transparent_1.7px)] bg-[length:6px_5px] bg-[position:2px_4.5px] bg-clip-content px-0.5 py-[4.5px] text-muted opacity-0",
        movable && "cursor-grab group-hover:opacity-100",
      )}
    />
  );
}

const quietUntil = "opacity-0 focus:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100";

/** The box that ticks a shot: one element, its mark cut out of its fill. The grid hears the press. */
export function RowTick({ code, selected }: { code: string; selected: boolean }) {
  return (
    <span className="ml-1 inline-flex pointer-coarse:p-3.5">
      <input
        type="checkbox"
        aria-label={`Select ${code}`}
        tabIndex={-1}
        data-tick
        checked={selected}
        onChange={ignore}
        className={cx(
          "grid size-4 shrink-0 appearance-none place-items-center rounded-[4px] border border-control bg-well",
          "checked:border-accent-fill checked:bg-accent-fill checked:before:h-[5px] checked:before:w-[9px] checked:before:-translate-y-px checked:before:-rotate-45 checked:before:border-on-accent checked:before:border-b-2 checked:before:border-l-2 checked:before:content-['']",
          !selected && quietUntil,
        )}
      />
    </span>
  );
}

// Controlled: React wants to be told, the grid's one listener does the work.
const ignore = () => {};
