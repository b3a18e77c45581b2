"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowDownWideNarrow, ScanFace } from "lucide-react";
import { useId, useState } from "react";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Select } from "@/components/ui/select";
import { likenessWords } from "@/contract/profile/likeness-state";
import { DriftCurve } from "./drift-curve";
import { LikenessMark } from "./ring";
import { wholeFilm } from "./use-frame-likeness";
import { useLikenessActs } from "./use-likeness";

interface LikenessDialogProps {
  onClose: () => void;
  /** Sorts the list behind the dialog by likeness, the worst first. */
  onWorstFirst?: (() => void) | undefined;
}

/** Rows drawn; those that matter come first. */
const mostRows = 200;

/** The likeness meter of a film: the worst first, and how each character drifts through a sequence. */
export function LikenessDialog({ onClose, onWorstFirst }: LikenessDialogProps) {
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const [sequenceId, setSequenceId] = useState("");
  const whole = useQuery(trpc.likeness.list.queryOptions({ projectId }, wholeFilm));
  const part = useQuery(trpc.likeness.list.queryOptions({ projectId, sequenceId }, { enabled: sequenceId !== "" }));
  const list = sequenceId === "" ? whole : part;
  const drift = useQuery(trpc.likeness.drift.queryOptions({ sequenceId }, { enabled: sequenceId !== "" }));
  const acts = useLikenessActs();
  const may = useCan();
  const control = useId();
  const { rows = [], unread = 0, outdated = 0, readers } = list.data ?? {};
  const sequences = whole.data?.sequences ?? [];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title="Likeness"
      footer={
        onWorstFirst &&
        rows.length > 0 && (
          <Button
            icon={<ArrowDownWideNarrow />}
            onClick={() => {
              onWorstFirst();
              onClose();
            }}
          >
            Sort the shots by likeness, worst first
          </Button>
        )
      }
      description="Every face of what the shots show, beside the nearest angle of its character's package."
    >
      <div className="grid min-h-72 grid-cols-[minmax(0,1fr)] content-start gap-4">
        <div className="flex flex-wrap items-end justify-between gap-3">
          <div className="grid w-52 gap-0.5">
            <label htmlFor={control} className="text-muted text-xs">
              Sequence
            </label>
            <Select
              id={control}
              value={sequenceId}
              onChange={({ currentTarget: { value } }) => setSequenceId(value)}
              options={[
                { value: "", label: "Whole film" },
                ...sequences.map(({ id, code }) => ({ value: id, label: code })),
              ]}
            />
          </div>
          {may("queue passes") && (
            <Button
              icon={<ScanFace />}
              busy={acts.busy}
              onClick={() =>
                void acts.measure(sequenceId === "" ? { kind: "stale", projectId } : { kind: "sequence", sequenceId })
              }
            >
              {sequenceId === "" ? `Measure what is new (${unread + outdated})` : "Measure the sequence"}
            </Button>
          )}
        </div>
        {outdated > 0 && (
          <p role="status" className="num text-xs">
            {outdated === 1 ? "1 picture was" : `${outdated} pictures were`} measured against an older state of a
            package: measure again.
          </p>
        )}
        {list.error && <p className="text-muted">{list.error.message}</p>}
        {readers && readers.lacks.length > 0 && (
          <p className="text-balance text-muted text-xs">
            {readers.ready ? "Faces are laid beside the package, without scores. " : "Faces cannot be read. "}
            {readers.lacks.join(" ")}
          </p>
        )}
        {drift.data && drift.data.characters.length > 0 && <DriftCurve key={sequenceId} drift={drift.data} />}
        {list.data && rows.length === 0 && (
          <p className="py-6 text-center text-muted">
            {unread > 0 ? "Nothing was measured here yet." : "No shot here casts somebody and shows a picture."}
          </p>
        )}
        {rows.length > 0 && readers && (
          <ol aria-label="The worst first" className="grid">
            {rows.slice(0, mostRows).map((row) => (
              <li key={row.frameId} className="border-t first:border-t-0">
                <Link
                  href={`${href}/script/shots/${row.shot}?frame=${encodeURIComponent(row.label)}`}
                  className="flex min-h-9 items-center gap-3 px-1 py-1 hover:bg-hover"
                >
                  <LikenessMark row={row} lacks={readers.lacks} className="w-12 shrink-0" />
                  <span className="code shrink-0">
                    {row.shot} {row.label}
                  </span>
                  <span aria-hidden className="min-w-0 truncate text-muted text-xs">
                    {likenessWords(row, readers.lacks)}
                  </span>
                </Link>
              </li>
            ))}
          </ol>
        )}
        {rows.length > mostRows && (
          <p className="num text-muted text-xs">
            The first {mostRows} of {rows.length}: choose a sequence to see its others.
          </p>
        )}
      </div>
    </Dialog>
  );
}
