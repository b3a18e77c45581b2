import type { Ref } from "react";
import { TrayCell, type TrayCellProps } from "./tray-cell";
import { flowing } from "./tray-list";

/** Cells drawn before the tray was measured: more than its first screen. */
const unmeasured = 40;

export interface TrayGridProps extends Pick<TrayCellProps, "of" | "heroId" | "editable" | "onLook"> {
  ids: readonly string[];
  /** Smallest width of a cell in px. */
  least: number;
}

/** The candidates of the first screen, where the browser puts them. */
export function FirstCells({ ids, least, ref, ...shared }: TrayGridProps & { ref?: Ref<HTMLDivElement> }) {
  return (
    <div ref={ref} className="grid" style={flowing(least)}>
      {ids.slice(0, unmeasured).map((id, at) => (
        <TrayCell key={id} {...{ id, at, ...shared }} sizes={`${Math.ceil(least * 1.2)}px`} />
      ))}
    </div>
  );
}
