"use client";

import { useEffect, useRef } from "react";
import { usePart } from "@/components/ui/use-part";
import { TrayCell } from "./tray-cell";
import { FirstCells, type TrayGridProps } from "./tray-first";
import { flowing, useTrayList } from "./tray-list";

// Few packages hold so many candidates: what draws hundreds is loaded for those.
const loadWindow = () => import("./tray-window").then((file) => ({ WindowCells: file.WindowCells }));

/** Up to so many candidates are all mounted; of more, those near the window. */
const allMountedUpTo = 100;

/** The candidates in rows of squares; hundreds of them scroll as few do. */
export function TrayGrid(props: TrayGridProps) {
  return props.ids.length <= allMountedUpTo ? <AllCells {...props} /> : <ManyCells {...props} />;
}

// No boundary: React shows the server's page with what waits in one, draws it twice, and fills it in 300 ms later.
function ManyCells(props: TrayGridProps) {
  const [late, want] = usePart(loadWindow);
  useEffect(want, [want]);
  return late ? <late.WindowCells {...props} /> : <FirstOfMany {...props} />;
}

function FirstOfMany(props: TrayGridProps) {
  const list = useRef<HTMLDivElement>(null);
  useTrayList(list, props.ids);
  return <FirstCells ref={list} {...props} />;
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
