"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { revisionName } from "./revisions-dialog";
import type { PackageActs } from "./use-package-acts";

interface DatasetDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  packageId: string;
  editable: boolean;
  acts: PackageActs;
}

const resolutions = [512, 768, 1024, 1280, 1536];

/** "Make a dataset from this package": names, captions and what a trainer would say. Advice, nothing blocks. */
export function DatasetDialog({ open, onOpenChange, packageId, editable, acts }: DatasetDialogProps) {
  const trpc = useTRPC();
  const { profiles } = useTRPCClient();
  const [resolution, setResolution] = useState(1024);
  const [size, setSize] = useState({ width: "", height: "" });
  const use = useOf(size);
  const [beside, setBeside] = useState("");
  const regularisation = Math.min(1_000_000, Math.max(0, Math.round(Number(beside)) || 0));
  const [busy, setBusy] = useState(false);
  const { data, error } = useQuery(
    trpc.profiles.previewDataset.queryOptions(
      { packageId, resolution, use, regularisation },
      { enabled: open, placeholderData: keepPreviousData },
    ),
  );
  const handOver = async () => {
    setBusy(true);
    try {
      const { id, revision, pictures } = await profiles.handOver.mutate({ packageId, resolution, use, regularisation });
      await acts.refresh();
      acts.done(
        { label: "hand-over", undo: () => profiles.takeBackHandOver.mutate({ handoverId: id }) },
        { title: `Handed over ${pictures === 1 ? "1 picture" : `${pictures} pictures`} of ${revisionName(revision)}` },
      );
      onOpenChange(false);
    } catch (problem) {
      notify({ title: messageOf(problem), tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Make a dataset from this package"
      description="Pictures in slots and kept candidates, with captions. The state is kept as a revision, so the dataset stays what it was."
      size="lg"
      footer={
        editable && (
          <>
            <Button onClick={() => onOpenChange(false)}>Cancel</Button>
            <Button
              variant="primary"
              busy={busy}
              {...(data?.entries.length === 0 ? { blocked: "No picture is chosen yet" } : {})}
              onClick={() => void handOver()}
            >
              Hand over
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-5">
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <Field label="Training resolution" unit="px">
            {(control) => (
              <Select
                {...control}
                value={String(resolution)}
                options={resolutions.map((side) => ({ value: String(side), label: `${side} × ${side}` }))}
                onChange={({ currentTarget }) => setResolution(Number(currentTarget.value))}
              />
            )}
          </Field>
          {(["width", "height"] as const).map((side) => (
            <Field key={side} label={`Rendered ${side}`} unit="px" optional>
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  value={size[side]}
                  placeholder={side === "width" ? "1440" : "1080"}
                  onChange={({ currentTarget: { value } }) => setSize((now) => ({ ...now, [side]: value }))}
                />
              )}
            </Field>
          ))}
          <Field label="Regularisation" optional>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={beside}
                placeholder="0"
                data-tip="Pictures of the style that the training has beside these"
                onChange={({ currentTarget: { value } }) => setBeside(value)}
              />
            )}
          </Field>
        </div>
        {error && <p className="text-danger text-xs">{messageOf(error)}</p>}
        {data && (
          <>
            <Advice advice={data.advice} />
            <section aria-label="Preview" className="grid gap-1">
              <h3 className="num text-xs">
                {data.entries.length === 1 ? "1 picture" : `${data.entries.length} pictures`}
                {data.loraName && <span className="text-muted"> for {data.loraName}</span>}
              </h3>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard */}
              <pre tabIndex={0} className="max-h-72 overflow-auto rounded-control border bg-well p-3 font-mono text-xs">
                {JSON.stringify(previewOf(data), null, 2)}
              </pre>
            </section>
            {data.before.length > 0 && (
              <section aria-label="Earlier" className="grid gap-1 text-muted text-xs">
                <h3>Handed over before</h3>
                <ul>
                  {data.before.map(({ id, revision, resolution: at, by, createdAt }) => (
                    <li key={id} className="num">
                      {revisionName(revision)} at {at} px, {by ?? "Studio"}, <Ago at={createdAt} />
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function Advice({ advice }: { advice: readonly { id: string; text: string }[] }) {
  if (advice.length === 0) return <p className="text-muted text-xs">Nothing to mend before training.</p>;
  return (
    <ul className="grid gap-1.5">
      {advice.map(({ id, text }) => (
        <li key={id} className="grid grid-cols-[20px_1fr] text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 stroke-[1.5] text-muted" />
          {text}
        </li>
      ))}
    </ul>
  );
}

const useOf = ({ width, height }: { width: string; height: string }) => {
  const [w, h] = [Number(width), Number(height)];
  const fits = (side: number) => Number.isInteger(side) && side >= 64 && side <= 4096;
  return fits(w) && fits(h) ? { width: w, height: h } : null;
};

interface Preview {
  trigger: string;
  resolution: number;
  entries: readonly { name: string; caption: string; width: number; height: number; sha256: string }[];
}

const previewOf = ({ trigger, resolution, entries }: Preview) => ({
  trigger,
  resolution,
  images: entries.map(({ name, caption, width, height, sha256 }) => ({
    ...{ file: name, caption, size: [width, height], sha256: `${sha256.slice(0, 12)}…` },
  })),
});
