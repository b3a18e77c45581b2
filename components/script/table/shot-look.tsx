"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useSyncExternalStore } from "react";
import { useTRPC } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { IconButton } from "@/components/ui/icon-button";
import { useModal } from "@/components/ui/use-modal";
import { type CellContext, cellText } from "@/contract/script/cells";
import type { Column } from "@/contract/script/columns";
import type { TableShot } from "@/contract/script/table-shot";
import { CellContent } from "./grid-cell";
import type { GridCursor } from "./grid-cursor";
import { newestOf } from "./newest-version";
import { ShotPicture } from "./shot-picture";
import type { ShotStore } from "./shot-store";

interface ShotLookProps {
  projectId: string;
  store: ShotStore;
  cursor: GridCursor;
  columns: readonly Column[];
  context: CellContext;
  hrefOf: (code: string) => string;
  /** Brings the active row into view behind it. */
  reveal: () => void;
  onClose: () => void;
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** The active shot large, its facts beside it, without leaving the table: arrows go on to the next, Space closes. */
export function ShotLook({ store, cursor, reveal, onClose, ...rest }: ShotLookProps) {
  const at = useSyncExternalStore(
    cursor.watch,
    () => cursor.at,
    () => null,
  );
  const shot = useSyncExternalStore(
    store.watch,
    () => (at ? store.get(at.id) : undefined),
    () => undefined,
  );
  const modal = useModal(true, (open) => !open && onClose());
  const gone = shot === undefined;
  useEffect(() => {
    if (gone) onClose();
  }, [gone, onClose]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (step === undefined && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    if (step === undefined) return onClose();
    const here = cursor.place(at);
    const next = here && cursor.cellAt(here.row + step, here.column);
    if (!next) return;
    cursor.go(next);
    reveal();
  };
  return (
    <dialog
      {...modal}
      onKeyDown={onKeyDown}
      aria-label={shot ? `Quick look at ${shot.code}` : "Quick look"}
      className="appear m-auto h-[min(88dvh,900px)] max-h-none w-[min(1360px,calc(100vw-32px))] max-w-none overflow-hidden rounded-panel bg-raised shadow-float"
    >
      {shot && <Look {...rest} shot={shot} onClose={onClose} />}
    </dialog>
  );
}

type LookProps = Pick<ShotLookProps, "projectId" | "columns" | "context" | "hrefOf" | "onClose"> & { shot: TableShot };

function Look({ projectId, shot, columns, context, hrefOf, onClose }: LookProps) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.script.shot.queryOptions({ projectId, code: shot.code }));
  const newest = data && newestOf(data.frames);
  const picture = newest?.version.picture ?? shot.picture;
  const facts = columns.filter(({ id }) => id !== "code" && id !== "description" && cellText(shot, id, context) !== "");
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_320px] max-lg:grid-cols-[minmax(0,1fr)_260px]">
      <ShotPicture picture={picture} alt={`Newest picture of ${shot.code}`} />
      <section aria-label="Facts" className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)_auto] border-l">
        <header className="flex items-start justify-between gap-2 pt-3 pr-2 pl-4">
          <div className="grid gap-0.5 pt-1">
            <h2 className="code text-lg" aria-live="polite">
              {shot.code}
            </h2>
            <p className="num text-muted text-xs">{wordsOf(newest, picture !== null)}</p>
          </div>
          <IconButton label="Close" keys="Space" icon={<X />} onClick={onClose} />
        </header>
        <div className="grid min-h-0 content-start gap-3 overflow-y-auto px-4 py-3 text-sm">
          <p className="whitespace-pre-line text-pretty">
            {cellText(shot, "description", context) || <span className="text-muted">No description</span>}
          </p>
          <dl className="grid grid-cols-[92px_minmax(0,1fr)] gap-x-3 border-t pt-2">
            {facts.map((column) => (
              <div key={column.id} className="contents">
                <dt className="py-1.5 text-muted text-xs leading-5">{column.label}</dt>
                <dd className="flex min-h-8 min-w-0 items-center py-1">
                  <CellContent {...{ shot, column, context }} editable={false} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
        <footer className="flex items-center justify-between gap-2 border-t px-4 py-3">
          <span className="text-muted text-xs">Arrows · Space</span>
          <ButtonLink href={hrefOf(shot.code)} variant="primary" data-autofocus>
            Open the shot
          </ButtonLink>
        </footer>
      </section>
    </div>
  );
}

/** "Frame B · v003", or why there is none. */
const wordsOf = (newest: ReturnType<typeof newestOf>, shown: boolean): string => {
  if (newest) return `Frame ${newest.frame.label} · ${newest.name}`;
  return shown ? "" : "No picture yet";
};
