"use client";

import { lazy } from "react";
import { notify } from "@/components/ui/notify";
import type { CellContext } from "@/contract/script/cells";
import type { Column } from "@/contract/script/columns";
import type { ShotGridProps } from "./grid-props";
import type { Quarrel } from "./shot-acts";
import type { ShotStore } from "./shot-store";
import type { ShotActs } from "./use-shot-acts";

const NewShotsDialog = lazy(() => import("./new-shots-dialog").then((file) => ({ default: file.NewShotsDialog })));
const RenumberDialog = lazy(() => import("./renumber-dialog").then((file) => ({ default: file.RenumberDialog })));
const QueueDialog = lazy(() => import("./queue-dialog").then((file) => ({ default: file.QueueDialog })));
const ArchivedDialog = lazy(() => import("./archived-dialog").then((file) => ({ default: file.ArchivedDialog })));
const AddToPlaylistDialog = lazy(() =>
  import("@/components/views/add-to-playlist-dialog").then((file) => ({ default: file.AddToPlaylistDialog })),
);
const ImportShotsDialog = lazy(() =>
  import("@/components/transfer/import-shots-dialog").then((file) => ({ default: file.ImportShotsDialog })),
);
const ExportShotsDialog = lazy(() =>
  import("@/components/transfer/export-shots-dialog").then((file) => ({ default: file.ExportShotsDialog })),
);
const LikenessDialog = lazy(() =>
  import("@/components/likeness/likeness-dialog").then((file) => ({ default: file.LikenessDialog })),
);
const ConflictDialog = lazy(() => import("./conflict-dialog").then((file) => ({ default: file.ConflictDialog })));

export type OpenDialog =
  | { dialog: "new" | "archived" | "import" | "likeness" }
  | { dialog: "renumber" | "queue" | "playlist" | "export"; ids: readonly string[] }
  | { dialog: "conflict"; quarrel: Quarrel };

interface ShotsDialogsProps {
  projectId: string;
  open: OpenDialog;
  store: ShotStore;
  acts: ShotActs;
  context: CellContext;
  columns: readonly Column[];
  /** A phone: cards instead of the table, so no columns to show or to sort by. */
  narrow: boolean;
  filter: string;
  /** The shots that show, in their order. */
  filtered: readonly string[];
  onLook: ShotGridProps["onLook"];
  onOpen: (open: OpenDialog) => void;
  onClose: () => void;
}

/** The dialog that is open over the shots; each is loaded when it is first wanted. */
export function ShotsDialogs(props: ShotsDialogsProps) {
  const { projectId, open, store, acts, context, columns, narrow, filter, filtered } = props;
  const { onLook, onOpen, onClose } = props;
  return (
    <>
      {open.dialog === "new" && <NewShotsDialog open onOpenChange={onClose} store={store} acts={acts} />}
      {open.dialog === "renumber" && <RenumberDialog {...{ store, acts, ids: open.ids }} onClose={onClose} />}
      {open.dialog === "queue" && <QueueDialog {...{ store, acts, ids: open.ids }} onClose={onClose} />}
      {open.dialog === "playlist" && <AddToPlaylistDialog projectId={projectId} shotIds={open.ids} onClose={onClose} />}
      {open.dialog === "import" && <ImportShotsDialog open onOpenChange={onClose} />}
      {open.dialog === "export" && (
        <ExportShotsDialog
          open
          onOpenChange={onClose}
          selected={open.ids}
          {...(filter === "" ? {} : { filtered: filtered })}
        />
      )}
      {open.dialog === "likeness" && (
        <LikenessDialog
          onClose={onClose}
          {...(narrow
            ? {}
            : {
                onWorstFirst: () =>
                  onLook((now) => ({
                    ...now,
                    ...{ grouped: false, shown: { ...now.shown, likeness: true } },
                    // Beside the shot, where it is seen.
                    order: ["likeness", ...columns.flatMap(({ id }) => (id === "likeness" ? [] : [id]))],
                    sort: { column: "likeness", down: false },
                  })),
              })}
        />
      )}
      {open.dialog === "archived" && <ArchivedDialog acts={acts} onClose={onClose} />}
      {open.dialog === "conflict" && (
        <ConflictDialog
          {...{ quarrel: open.quarrel, store, context, acts }}
          onClose={onClose}
          onPutOff={() => {
            onClose();
            notify({
              title: "Your change is not saved",
              description: "Somebody changed the same cells. Both texts are kept until you decide.",
              action: { label: "Decide", run: () => onOpen(open) },
            });
          }}
        />
      )}
    </>
  );
}
