"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Film, X } from "lucide-react";
import { useState } from "react";
import { AddedRights } from "@/components/profiles/added-rights";
import type { Rights } from "@/components/profiles/package-facts";
import { slotOptions } from "@/components/sheets/cell-list";
import { messageOf } from "@/components/studio/problem";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notify";
import { Progress } from "@/components/ui/progress";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { useJobProgress } from "@/components/use-live";
import { slotIds } from "@/contract/profile/angles";
import { type PixelBox, wholeBox } from "@/contract/profile/box";
import type { ClipFacts } from "@/contract/profile/clip";
import type { Crispness } from "@/contract/profile/sharpness";
import { FrameThumb } from "./frame-thumb";
import { FrameBadge } from "./ranked-frames";
import type { Picks } from "./use-picks";

export interface GrabPanelProps {
  clip: Output["clips"]["get"];
  facts: ClipFacts;
  crisp: readonly Crispness[];
  packageId: string;
  filled: readonly string[];
  picks: Picks;
  /** Only with the crop switched on. */
  crop: PixelBox | null;
  editable: boolean;
  /** Written with every frame that is grabbed. */
  rights: Rights;
  onRights: (rights: Rights) => void;
  onFrame: (frame: number) => void;
}

/** What is picked and where it goes; the button that has it grabbed; and the grabs on their way. */
export function GrabPanel(props: GrabPanelProps) {
  const { clip, facts, crisp, filled, picks, editable, rights, onRights, onFrame } = props;
  const grab = useGrab(props);
  const taken = clip.taken.map(({ frame }) => frame);
  return (
    <Section title="Picked" count={picks.picks.length}>
      {picks.picks.length === 0 ? (
        <p className="text-muted text-xs">
          Enter picks the frame you see; 1–9 pick it for an angle. Several can be grabbed at once.
        </p>
      ) : (
        <ul className="-mx-2 grid max-h-[36dvh] overflow-y-auto">
          {picks.picks.map(({ frame, slot }) => (
            <li key={frame} className="flex items-center gap-2 rounded-control px-2 py-1 hover:bg-hover">
              <button
                type="button"
                aria-label={`Go to frame ${frame}`}
                onClick={() => onFrame(frame)}
                className="w-16 shrink-0 overflow-hidden rounded-[3px]"
              >
                <FrameThumb sheets={clip.sheets} facts={facts} frame={frame} />
              </button>
              <span className="grid min-w-0 flex-1 gap-0.5">
                <Select
                  aria-label={`Where frame ${frame} goes`}
                  value={slot ?? ""}
                  options={slotOptions(filled)}
                  onChange={({ currentTarget: { value } }) =>
                    picks.set({ frame, slot: slotIds.find((one) => one === value) ?? null })
                  }
                />
                <span className="num flex items-center gap-1 text-[11px] text-muted leading-4">
                  frame {frame} <FrameBadge word={crisp[frame]} taken={taken.includes(frame)} />
                </span>
              </span>
              <IconButton label={`Drop frame ${frame}`} icon={<X />} onClick={() => picks.drop(frame)} />
            </li>
          ))}
        </ul>
      )}
      {editable && <AddedRights rights={rights} onRights={onRights} what="what you grab" />}
      {editable && (
        <Button
          variant="primary"
          icon={<Film />}
          keys="Mod+Enter"
          busy={grab.busy}
          onClick={() => void grab.run()}
          {...(picks.picks.length === 0 ? { blocked: "Pick a frame first: Enter" } : {})}
        >
          {grabWords(picks.picks.length)}
        </Button>
      )}
      <Grabs clip={clip} packageId={props.packageId} />
    </Section>
  );
}

const grabWords = (count: number) =>
  count === 0 ? "Grab frames" : count === 1 ? "Grab 1 frame" : `Grab ${count} frames`;

/** Asks for the picked frames; they land by themselves, this page need not stay open. */
export function useGrab({
  clip,
  facts,
  packageId,
  picks,
  crop,
  rights,
}: Omit<GrabPanelProps, "editable" | "onFrame" | "crisp" | "filled" | "onRights">) {
  const { clips } = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    const frames = picks.picks;
    if (busy || frames.length === 0) return;
    setBusy(true);
    try {
      const box = crop && wholeBox(crop, facts);
      await clips.grab.mutate({ clipId: clip.id, packageId, frames, ...(box && { crop: box }), ...rights });
      picks.clear();
      await queries.invalidateQueries({ queryKey: trpc.clips.grabs.pathKey() });
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}

type Grab = Output["clips"]["grabs"][number];

function Grabs({ clip, packageId }: Pick<GrabPanelProps, "clip" | "packageId">) {
  const trpc = useTRPC();
  const { data = [] } = useQuery(
    trpc.clips.grabs.queryOptions(
      { clipId: clip.id, packageId },
      // Job events refresh the clip as well; a slow second look covers a lost one.
      { refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 2_000 : false) },
    ),
  );
  if (data.length === 0) return null;
  return (
    <ul aria-label="Grabs" className="grid gap-2 border-t pt-3">
      {data.slice(0, 4).map((grab) => (
        <li key={grab.id}>
          <GrabLine grab={grab} taken={clip.taken} />
        </li>
      ))}
    </ul>
  );
}

const isUnderWay = ({ state }: Pick<Grab, "state">) => state === "ready" || state === "delayed" || state === "leased";

function GrabLine({ grab, taken }: { grab: Grab; taken: Output["clips"]["get"]["taken"] }) {
  const live = useJobProgress(grab.state === "leased" ? grab.id : undefined);
  const { profiles } = useTRPCClient();
  const many = grab.frames.length === 1 ? `frame ${grab.frames[0]}` : `${grab.frames.length} frames`;
  if (isUnderWay(grab))
    return (
      <Progress
        label={`Grabbing ${many}`}
        value={grab.state === "leased" ? (live?.fraction ?? grab.fraction) : undefined}
        detail={`Grabbing ${many}${grab.state === "leased" ? "" : ": waiting for a node"}`}
      />
    );
  if (grab.state !== "succeeded")
    return (
      <p className="text-xs">
        <span className="text-danger">{grab.state === "cancelled" ? "Cancelled" : "Failed"}</span>{" "}
        <span className="text-muted">{grab.error ?? many}</span>
      </p>
    );
  const there = taken.filter(({ frame }) => grab.frames.includes(frame));
  const say = (error: unknown) => notify({ title: messageOf(error), tone: "danger" });
  const takeBack = async () => {
    const imageIds = there.map(({ imageId }) => imageId);
    try {
      // Whoever gave way to these frames stands in their slot again.
      await profiles.remove.mutate({ imageIds, undo: true });
      notify({
        title: `Took ${many} back`,
        undo: () => void profiles.restore.mutate({ imageIds }).catch(say),
      });
    } catch (error) {
      say(error);
    }
  };
  return (
    <p className="flex items-baseline justify-between gap-2 text-muted text-xs">
      <span>
        {grab.placed === 0
          ? `Grabbed ${many}; the package was closed, they stay with the job.`
          : `Grabbed ${many} into the package.`}
      </span>
      {there.length > 0 && (
        <button
          type="button"
          onClick={() => void takeBack()}
          className="shrink-0 underline underline-offset-2 hover:text-text"
        >
          Take back
        </button>
      )}
    </p>
  );
}
