"use client";

import { Archive, ArchiveRestore, Ellipsis, PenLine } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { FrameActs } from "./use-frame-acts";
import type { FrameDetail, ShotDetail } from "./version-words";

const RenameDialog = lazy(() => import("./rename-dialog").then((file) => ({ default: file.RenameDialog })));

interface FrameMenuProps {
  /** The frame looked at. */
  frame: FrameDetail | undefined;
  archived: ShotDetail["archivedFrames"];
  acts: FrameActs;
}

/** Rename or archive the frame looked at, and bring archived ones back. */
export function FrameMenu({ frame, archived, acts }: FrameMenuProps) {
  const [renaming, setRenaming] = useState(false);
  // Loaded when first opened; it stays for the closing.
  const [wanted, setWanted] = useState(false);
  if (renaming && !wanted) setWanted(true);
  const items = [
    ...(frame
      ? [
          {
            key: "rename",
            label: `Rename frame ${frame.label}…`,
            icon: <PenLine />,
            onSelect: () => setRenaming(true),
          },
          { key: "archive", label: `Archive frame ${frame.label}`, icon: <Archive />, onSelect: acts.archive },
        ]
      : []),
    ...(archived.length > 0 ? [{ key: "away", separator: true as const, label: "Archived" }] : []),
    ...archived.map(({ id, label }) => ({
      key: id,
      label: `Bring back frame ${label}`,
      icon: <ArchiveRestore />,
      onSelect: () => acts.restore(id),
    })),
  ];
  return (
    <>
      <Menu
        label="Frames"
        items={items}
        trigger={(attributes) => (
          <IconButton
            {...attributes}
            label={frame ? `More for frame ${frame.label}` : "Archived frames"}
            icon={<Ellipsis />}
          />
        )}
      />
      <Suspense fallback={null}>
        {wanted && frame && (
          <RenameDialog open={renaming} onOpenChange={setRenaming} label={frame.label} rename={acts.rename} />
        )}
      </Suspense>
    </>
  );
}
