"use client";

import { lazy, Suspense, useRef } from "react";
import { TrayCell } from "./tray-cell";
import { FirstCells, type TrayGridProps } from "./tray-first";
import { flowing, useTrayList } from "./tray-list";

// Few packages hold so many candidates: what draws hundreds is loaded for those.
const WindowCells = lazy(() => import("./tray-window").then((file) => ({ default: file.WindowCells })));

/** Up to so many candidates are all mounted; of more, those near the window. */
const allMountedUpTo = 100;

/** The candidates in rows of squares; hundreds of them scroll as few do. */
export function TrayGrid(props: TrayGridProps) {
  if (props.ids.length <= allMountedUpTo) return <AllCells {...props} />;
  return (
    <Suspense fallback={<FirstCells {...props} />}>
      <WindowCells {...props} />
    </Suspense>
  );
}

function AllCells({ ids, least, ...shared }: TrayGridProps) {
  const list = useRef<HTMLDivElement>(null);
  useTrayList(list, ids);
  return (
    <div ref={list} className="grid" style={flowing(least)}>
      {ids.map((id, at) => (
        <TrayCell key={id} {...{ id, at, ...shared }} sizes={`${Math.ceil(least * 1.2)}px`} />
      ))}
    </div>
  );
}
