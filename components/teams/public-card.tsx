import type { ReactNode } from "react";
import { Mark } from "@/components/studio/mark";

/** The frame of the pages outside the studio: the mark, one task, nothing else. */
export function PublicCard({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-sm gap-6">
        <div className="flex items-center gap-2.5">
          <Mark className="size-7" />
          <span className="font-medium text-lg">Backlot</span>
        </div>
        <div className="grid gap-2">
          <h1 className="text-xl text-balance">{title}</h1>
          {lead !== undefined && <p className="text-muted">{lead}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}
