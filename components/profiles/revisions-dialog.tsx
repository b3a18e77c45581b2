"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { messageOf } from "@/components/studio/problem";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import type { Difference } from "@/contract/profile/compare";
import { placeTitle } from "@/contract/profile/dataset";
import type { PackageActs } from "./use-package-acts";

interface RevisionsDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  packageId: string;
  editable: boolean;
  acts: PackageActs;
}

export const revisionName = (number: number) => `v${String(number).padStart(3, "0")}`;

/** The package as it stood: keep it, compare two states, put one back as a new one. */
export function RevisionsDialog({ open, onOpenChange, packageId, editable, acts }: RevisionsDialogProps) {
  const trpc = useTRPC();
  const { profiles } = useTRPCClient();
  const { data: revisions } = useQuery(trpc.profiles.revisions.queryOptions({ packageId }, { enabled: open }));
  const [note, setNote] = useState("");
  const keep = async () => {
    try {
      const { number } = await profiles.makeRevision.mutate({ packageId, note });
      setNote("");
      await acts.refresh();
      acts.done(
        { label: "revision", undo: () => profiles.takeBackRevision.mutate({ packageId, number }) },
        { title: `Kept as ${revisionName(number)}` },
      );
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    }
  };
  const restore = async (number: number) => {
    const answer = await acts.run(() => profiles.restoreRevision.mutate({ packageId, number }));
    if (!answer) return;
    const undo = () => profiles.restoreRevision.mutate({ packageId, number: answer.before, undo: true });
    acts.done(
      { label: "restore", undo },
      {
        title: `Restored ${revisionName(number)} as ${revisionName(answer.number)}`,
        description: "What came later is among the candidates.",
      },
    );
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Revisions" size="lg">
      <div className="grid gap-5">
        {editable && (
          <form
            className="flex items-center gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              void keep();
            }}
          >
            <Input
              aria-label="What this revision is"
              value={note}
              maxLength={500}
              placeholder="What changed: “warmer light, new profile left”"
              onChange={({ currentTarget }) => setNote(currentTarget.value)}
            />
            <Button type="submit">Keep as revision</Button>
          </form>
        )}
        {revisions?.length === 0 && (
          <p className="text-muted">
            None yet. Approving the package keeps one, and so does handing it over as a dataset.
          </p>
        )}
        {revisions && revisions.length > 0 && (
          <>
            <ul className="grid">
              {revisions.map(({ id, number, note: what, pictures, placed, approvedAt, createdAt, by }) => (
                <li key={id} className="flex min-h-9 items-center gap-3 border-b text-sm last:border-b-0">
                  <span className="font-mono text-xs">{revisionName(number)}</span>
                  <span className="min-w-0 flex-1 truncate">
                    {what || <span className="text-muted">No note</span>}
                    {approvedAt && <Badge className="ml-2">approved</Badge>}
                  </span>
                  <span className="num text-muted text-xs">
                    {placed} placed of {pictures} · {by ?? "Studio"} · <Ago at={createdAt} />
                  </span>
                  {editable && (
                    <Button size="sm" variant="quiet" onClick={() => void restore(number)}>
                      Restore
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            <Differences packageId={packageId} numbers={revisions.map(({ number }) => number)} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Differences({ packageId, numbers }: { packageId: string; numbers: readonly number[] }) {
  const trpc = useTRPC();
  const [before, setBefore] = useState(numbers[0] ?? 1);
  const [after, setAfter] = useState<number | null>(null);
  const { data, error } = useQuery(trpc.profiles.compare.queryOptions({ packageId, before, after }));
  const options = numbers.map((number) => ({ value: String(number), label: revisionName(number) }));
  return (
    <section aria-label="Compare" className="grid gap-2">
      <div className="flex items-center gap-2">
        <span className="text-muted text-xs">From</span>
        <Select
          aria-label="Earlier state"
          className="w-28"
          value={String(before)}
          options={options}
          onChange={({ currentTarget }) => setBefore(Number(currentTarget.value))}
        />
        <span className="text-muted text-xs">to</span>
        <Select
          aria-label="Later state"
          className="w-28"
          value={String(after ?? "")}
          options={[{ value: "", label: "Now" }, ...options]}
          onChange={({ currentTarget: { value } }) => setAfter(value === "" ? null : Number(value))}
        />
      </div>
      {error && <p className="text-danger text-xs">{messageOf(error)}</p>}
      {data && (
        <ul className="grid max-h-72 gap-1 overflow-y-auto">
          {data.differences.length === 0 && <li className="text-muted text-xs">No difference.</li>}
          {data.differences.map((one) => {
            const picture = data.pictures.find(({ id }) => id === one.mediaId);
            return (
              <li key={`${one.kind} ${one.imageId}`} className="flex items-center gap-2 text-xs">
                <span className="w-8 shrink-0">
                  <Thumb media={picture} alt="" ratio={1} sizes="32px" />
                </span>
                <span>{differenceWords(one)}</span>
                <span className="min-w-0 truncate text-muted">{picture?.name}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

const differenceWords = (one: Difference): string => {
  if (one.kind === "moved") return `${placeTitle(one.from)} → ${placeTitle(one.to)}`;
  if (one.kind === "told") return `${placeTitle(one.slot)}: ${one.what.join(", ")} changed`;
  return `${placeTitle(one.slot)}: ${one.kind}`;
};
