"use client";

import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Crop, Pause, Play } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { Rights } from "@/components/profiles/package-facts";
import { BoxLayer } from "@/components/sheets/box-layer";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useAddress } from "@/components/studio/use-address";
import type { Output } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { angleIds, slotTitle } from "@/contract/profile/angles";
import { lockedRatios, middleBox, type PixelBox, toRatio } from "@/contract/profile/box";
import { type ClipFacts, frameTime } from "@/contract/profile/clip";
import { crispnessByFace, momentOf, rankByFace } from "@/contract/profile/sharpness";
import { FrameView } from "./frame-view";
import { GrabPanel, useGrab } from "./grab-panel";
import { FrameBadge, RankedFrames } from "./ranked-frames";
import { SharpnessCurve } from "./sharpness-curve";
import { usePicks } from "./use-picks";
import { usePlayback } from "./use-playback";

export interface ClipScreenProps {
  clipId: string;
  packageId: string;
  outfit: string;
  character: string;
  /** Where the package is. */
  back: string;
  /** Slots that hold a picture already. */
  filled: readonly string[];
}

/** Until somebody says: whose the frames are must be known before they are used. */
const noRights: Rights = { source: "", licence: "", consent: false, depicts: "unknown" };

interface ClipDeskProps extends ClipScreenProps {
  clip: Output["clips"]["get"];
  facts: ClipFacts;
  editable: boolean;
}

/** The clip under the hand: a frame-exact playhead over the sheets, picks, a crop, and the grab. */
export function ClipDesk({ clip, facts, editable, packageId, filled }: ClipDeskProps) {
  const { fpsNum, fpsDen, frames, sharpness } = facts;
  const [rights, setRights] = useState<Rights>(noRights);
  const address = useAddress();
  const [frame, setFrame] = useState(() => Math.min(frames - 1, Math.max(0, Number(address.get("frame")) || 0)));
  const go = (to: number) => setFrame(Math.min(frames - 1, Math.max(0, to)));
  const play = usePlayback(fpsNum / fpsDen, frames, frame, setFrame);
  // In the address once it stands still: a link shows the same frame, and scrubbing stays light.
  const { set: setAddress } = address;
  useEffect(() => {
    const timer = setTimeout(() => setAddress({ frame: frame === 0 ? null : String(frame) }), 400);
    return () => clearTimeout(timer);
  }, [frame, setAddress]);
  const picks = usePicks(frames);
  const { crop, box, setBox, ratio, setRatio, switchCrop } = useCrop(facts);
  const reach = momentOf(fpsNum / fpsDen);
  const crisp = useMemo(() => crispnessByFace(facts, reach), [facts, reach]);
  const ranked = useMemo(
    () => ({ moments: rankByFace(facts, Math.floor(reach / 2)), all: rankByFace(facts) }),
    [facts, reach],
  );
  const grab = useGrab({ clip, facts, packageId, picks, crop, rights });
  const step = (by: number) => {
    play.stop();
    go(frame + by);
  };
  const seek = (to: number) => {
    play.stop();
    go(to);
  };
  const numbers = Object.fromEntries(
    angleIds.map((slot, at) => [
      String(at + 1),
      { label: `Pick for ${slotTitle(slot)}`, run: () => picks.set({ frame, slot }) },
    ]),
  );
  const nearest = (way: 1 | -1) => {
    const crispest = ranked.moments.filter((at) => crisp[at] === "crisp").sort((a, b) => a - b);
    const next = way === 1 ? crispest.find((at) => at > frame) : crispest.findLast((at) => at < frame);
    if (next !== undefined) seek(next);
  };
  useShortcuts("Clip", {
    ArrowLeft: { label: "One frame back", run: () => step(-1), repeat: true },
    ArrowRight: { label: "One frame on", run: () => step(1), repeat: true },
    "Shift+ArrowLeft": { label: "Ten frames back", run: () => step(-10), repeat: true },
    "Shift+ArrowRight": { label: "Ten frames on", run: () => step(10), repeat: true },
    Home: { label: "First frame", run: () => seek(0) },
    End: { label: "Last frame", run: () => seek(frames - 1) },
    j: { label: "Play back; again for faster", run: () => play.shuttle(-1) },
    k: { label: "Stand still", run: play.stop },
    l: { label: "Play; again for faster", run: () => play.shuttle(1) },
    Space: { label: "Play or stand still", run: () => (play.speed === 0 ? play.shuttle(1) : play.stop()) },
    n: { label: "Next crisp moment", run: () => nearest(1) },
    "Shift+n": { label: "Crisp moment before", run: () => nearest(-1) },
    Enter: { label: "Pick this frame, or drop it", run: () => picks.toggle(frame) },
    c: { label: "Crop on or off", run: switchCrop },
    ...(editable ? { "Mod+Enter": { label: "Grab the picked frames", run: () => void grab.run() } } : {}),
    ...numbers,
  });
  const picked = picks.picks.map((pick) => pick.frame);
  const taken = clip.taken.filter((one) => one.packageId === packageId).map((one) => one.frame);
  return (
    <div className="grid gap-x-6 gap-y-6 lg:grid-cols-[minmax(0,1fr)_300px] lg:grid-rows-[auto_1fr]">
      <div className="grid min-w-0 content-start gap-3">
        <div
          className="relative mx-auto w-full select-none overflow-hidden rounded-picture"
          style={{
            aspectRatio: facts.width / facts.height,
            maxWidth: `calc((100dvh - 344px) * ${facts.width / facts.height})`,
          }}
        >
          <FrameView sheets={clip.sheets} facts={facts} frame={frame} label={`Frame ${frame} of ${clip.name}`} />
          {crop && (
            <BoxLayer
              size={facts}
              boxes={[{ id: "crop", box, label: `${Math.round(box.width)} × ${Math.round(box.height)}` }]}
              selected="crop"
              ratio={ratio}
              dim
              onSelect={() => {}}
              onChange={(_, next) => setBox(next)}
            />
          )}
        </div>
        <Transport
          facts={facts}
          frame={frame}
          playing={play.speed !== 0}
          onStep={step}
          onSeek={seek}
          onPlay={() => (play.speed === 0 ? play.shuttle(1) : play.stop())}
        >
          <FrameBadge word={crisp[frame]} taken={taken.includes(frame)} />
          <span className="flex-1" />
          {crop && (
            <Segmented
              label="Ratio of the crop"
              options={lockedRatios.map(({ id, label }) => ({ value: id, label }))}
              value={lockedRatios.find((one) => one.ratio === ratio)?.id ?? "free"}
              onChange={(id) => setRatio(lockedRatios.find((one) => one.id === id)?.ratio ?? null)}
            />
          )}
          <IconButton label="Crop" keys="c" icon={<Crop />} pressed={crop !== null} onClick={switchCrop} />
          {editable && (
            <Button size="sm" keys="Enter" onClick={() => picks.toggle(frame)}>
              {picked.includes(frame) ? "Drop" : "Pick"}
            </Button>
          )}
        </Transport>
        <SharpnessCurve
          facts={facts}
          sharpness={sharpness}
          crisp={crisp}
          frame={frame}
          picked={picked}
          taken={taken}
          onFrame={seek}
        />
        <p className="flex flex-wrap gap-x-4 text-muted text-xs">
          <span>Sharpness over time; drag to scrub.</span>
          <Legend className="bg-status-retake/40">blurred</Legend>
          <Legend className="bg-accent">picked</Legend>
          <Legend className="bg-status-done">in the package</Legend>
        </p>
      </div>
      <aside className="min-w-0 lg:sticky lg:top-5 lg:row-span-2 lg:self-start">
        <GrabPanel
          {...{ clip, facts, crisp, packageId, filled, picks, crop, editable, rights }}
          onRights={setRights}
          onFrame={seek}
        />
      </aside>
      <div className="min-w-0">
        <RankedFrames
          sheets={clip.sheets}
          facts={facts}
          crisp={crisp}
          ranked={ranked}
          frame={frame}
          picked={picked}
          taken={taken}
          onFrame={seek}
          onToggle={picks.toggle}
        />
      </div>
    </div>
  );
}

/** One crop for all picked frames: the same box, its ratio locked if one says so. */
const useCrop = (facts: ClipFacts) => {
  const [on, setOn] = useState(false);
  const [ratio, setRatioTo] = useState<number | null>(4 / 5);
  const [box, setBox] = useState<PixelBox>(() => middleBox(facts, 4 / 5));
  const setRatio = (next: number | null) => {
    setRatioTo(next);
    setBox(toRatio(box, next));
  };
  return { crop: on ? box : null, box, setBox, ratio, setRatio, switchCrop: () => setOn((now) => !now) };
};

function Legend({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={cx("size-2 rounded-[2px]", className)} />
      {children}
    </span>
  );
}

interface TransportProps {
  facts: ClipFacts;
  frame: number;
  playing: boolean;
  onStep: (by: number) => void;
  onSeek: (frame: number) => void;
  onPlay: () => void;
  children: ReactNode;
}

function Transport({ facts, frame, playing, onStep, onSeek, onPlay, children }: TransportProps) {
  return (
    <div className="flex flex-wrap items-center gap-1">
      <IconButton label="First frame" keys="Home" icon={<ChevronFirst />} onClick={() => onSeek(0)} />
      <IconButton label="One frame back" keys="←" icon={<ChevronLeft />} onClick={() => onStep(-1)} />
      <IconButton
        label={playing ? "Stand still" : "Play"}
        keys="Space"
        icon={playing ? <Pause /> : <Play />}
        onClick={onPlay}
      />
      <IconButton label="One frame on" keys="→" icon={<ChevronRight />} onClick={() => onStep(1)} />
      <IconButton label="Last frame" keys="End" icon={<ChevronLast />} onClick={() => onSeek(facts.frames - 1)} />
      <Input
        key={frame}
        aria-label="Frame number"
        inputMode="numeric"
        defaultValue={frame}
        className="num w-20!"
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          const wanted = Number(event.currentTarget.value);
          if (Number.isInteger(wanted)) onSeek(Math.min(facts.frames - 1, Math.max(0, wanted)));
          event.currentTarget.blur();
        }}
      />
      <span className="num px-1 text-muted text-xs">{frameTime(facts, frame)}</span>
      {children}
    </div>
  );
}
