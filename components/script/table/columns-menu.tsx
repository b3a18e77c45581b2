"use client";

import { Columns3 } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { usePart } from "@/components/ui/use-part";
import type { ColumnsMenuProps } from "./columns-panel";

const loadPanel = () => import("./columns-panel").then((file) => file.ColumnsPanel);

/** Which columns show, and in which order; kept with the person. */
export function ColumnsMenu(props: ColumnsMenuProps) {
  const [Panel, want] = usePart(loadPanel);
  return (
    <Popover
      label="Columns"
      align="end"
      ready={Panel !== undefined}
      onOpen={want}
      trigger={(attributes) => (
        <IconButton {...attributes} label="Columns" icon={<Columns3 />} onPointerEnter={want} onFocus={want} />
      )}
      className="w-72 p-0!"
    >
      {() => Panel && <Panel {...props} />}
    </Popover>
  );
}
