"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Undo2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { ForbiddenState } from "@/components/ui/forbidden-state";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { StatusPill } from "@/components/ui/status-pill";
import type { StatusRow } from "@/contract/status-set";
import { StatusList } from "./status-list";
import { useStatuses } from "./statuses";
import { useStatusEdits } from "./use-status-edits";
import { WaysSection } from "./ways-section";

const StatusDialog = lazy(() => import("./status-dialog").then((file) => ({ default: file.StatusDialog })));
const ArchiveDialog = lazy(() => import("./archive-dialog").then((file) => ({ default: file.ArchiveDialog })));

type Open = { what: "new" } | { what: "edit" | "archive"; row: StatusRow };

/** The words of the team: their look, order, what each does and who may set it. */
export function StatusesScreen() {
  const may = useCan()("change statuses");
  if (!may) return <ForbiddenState title="You cannot change the team’s statuses" grantedBy="a manager of the team" />;
  return <Editor />;
}

function Editor() {
  const trpc = useTRPC();
  const { set, look } = useStatuses();
  const { data: use } = useQuery(trpc.statuses.use.queryOptions());
  const edits = useStatusEdits();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  useShortcuts("Statuses", { N: { label: "New status", run: () => setOpen({ what: "new" }) } });
  const archived = set.rows.filter((row) => row.archived);
  const onArchive = (row: StatusRow) => {
    const { frames, shots, tasks } = use?.[row.code] ?? { frames: 0, shots: 0, tasks: 0 };
    if (frames + shots + tasks > 0) setOpen({ what: "archive", row });
    else void edits.archive(row, undefined);
  };
  return (
    <>
      <PageHeader
        title="Statuses"
        description="The words for how work stands, for all projects of the team. What the studio does hangs on what a status does, never on its name."
        actions={
          <Button variant="primary" icon={<Plus />} keys="N" onClick={() => setOpen({ what: "new" })}>
            New status
          </Button>
        }
      />
      <div className="grid max-w-5xl gap-10 px-4 pb-12 sm:px-6">
        <Section title="In use" count={set.active.length}>
          <StatusList
            rows={set.active}
            use={use}
            onOrder={(codes) => void edits.order(codes)}
            onEdit={(row) => setOpen({ what: "edit", row })}
            onArchive={onArchive}
          />
        </Section>
        <WaysSection edits={edits} />
        {archived.length > 0 && (
          <Section title="Archived" count={archived.length} description="History still speaks of them.">
            <ul className="border-y [&>li+li]:border-t">
              {archived.map((row) => (
                <li key={row.code} className="flex min-h-11 items-center gap-3 py-1.5">
                  <StatusPill {...look(row.code)} />
                  <span className="code text-muted">{row.code}</span>
                  <Button variant="quiet" icon={<Undo2 />} onClick={() => void edits.restore(row)} className="ml-auto">
                    Bring back
                  </Button>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
      <Suspense fallback={null}>
        {open?.what === "new" && <StatusDialog row={undefined} edits={edits} onClose={close} />}
        {open?.what === "edit" && <StatusDialog row={open.row} edits={edits} onClose={close} />}
        {open?.what === "archive" && (
          <ArchiveDialog
            row={open.row}
            use={use?.[open.row.code] ?? { frames: 0, shots: 0, tasks: 0 }}
            others={set.active.filter(({ code }) => code !== open.row.code)}
            edits={edits}
            onClose={close}
          />
        )}
      </Suspense>
    </>
  );
}
