"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { CopyLine } from "@/components/ui/copy-line";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { countdownWords } from "@/components/ui/time-words";
import { useNow } from "@/components/ui/use-now";

/** One line to copy to the other machine. It turns green by itself when the node arrives. */
export function PairDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => !stays && onClose()}
      title="Pair a node"
      description="Run this line on the machine with the GPU, in a copy of this repository. It connects outward only: no port is opened there."
    >
      <Pairing onClose={onClose} />
    </Dialog>
  );
}

function Pairing({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const make = useMutation(trpc.nodes.createPairingCode.mutationOptions());
  const nodes = useQuery(trpc.nodes.list.queryOptions());
  const known = useRef<Set<string> | null>(null);
  if (known.current === null && nodes.data) known.current = new Set(nodes.data.map(({ id }) => id));
  const { mutate } = make;
  useEffect(() => mutate(), [mutate]);
  const arrived = nodes.data?.find(({ id }) => known.current !== null && !known.current.has(id));
  if (arrived)
    return (
      <div role="status" className="grid gap-4">
        <p className="flex items-center gap-2 text-status-done">
          <CircleCheck aria-hidden className="size-5 stroke-[1.5]" />
          <span>
            <strong>{arrived.name}</strong> is paired{arrived.seenAt ? " and connected" : ""}.
          </span>
        </p>
        <div className="flex justify-end">
          <Button variant="primary" onClick={onClose}>
            Show it
          </Button>
        </div>
      </div>
    );
  if (make.isError)
    return (
      <div className="grid justify-items-start gap-3">
        <p role="alert" className="text-danger">
          {make.error.message}
        </p>
        <Button onClick={() => mutate()}>Try again</Button>
      </div>
    );
  if (!make.data) return <Skeleton className="h-24 w-full" />;
  return <CodeLine code={make.data.code} expiresAt={make.data.expiresAt} again={() => mutate()} />;
}

function CodeLine({ code, expiresAt, again }: { code: string; expiresAt: string; again: () => void }) {
  const line = useRef<HTMLDivElement>(null);
  // The line is what this dialog is for: focus selects it.
  useEffect(() => line.current?.querySelector("input")?.focus(), []);
  const left = (Date.parse(expiresAt) - useNow(1000)) / 1000;
  if (left <= 0)
    return (
      <div className="grid justify-items-start gap-3">
        <p>This code is older than ten minutes and no longer works.</p>
        <Button variant="primary" onClick={again}>
          Make a new code
        </Button>
      </div>
    );
  return (
    <div ref={line} className="grid gap-3">
      <CopyLine label="pairing line" value={`npm run agent -- --pair ${code} --url ${window.location.origin}`} />
      <p className="flex items-center justify-between gap-4 text-muted text-xs">
        <span>Waiting for the node. The code works once.</span>
        <span className="num">
          <span className="sr-only">Time left: </span>
          {countdownWords(left)}
        </span>
      </p>
      {/^(localhost|127\.|\[::1\])/.test(window.location.hostname) && (
        <p className="text-pretty text-muted text-xs">
          This address is only reachable from this machine. For another one, open the studio under the address it has in
          your network first.
        </p>
      )}
    </div>
  );
}
