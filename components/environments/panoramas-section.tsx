"use client";

import { CircleCheck, FlipHorizontal2, Globe, Layers, TriangleAlert } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { scoreWords } from "@/contract/environment/panorama";
import type { AddPictures } from "./add-pictures";
import { PlateCard } from "./plate-card";
import type { Edits, Plate } from "./use-environment-edits";

const DepthPreview = lazy(() => import("./depth-preview").then((file) => ({ default: file.DepthPreview })));

interface PanoramasSectionProps {
  plates: readonly Plate[];
  heroId: string | undefined;
  edits: Edits | undefined;
  add: AddPictures;
  actions: ReactNode;
  onOpen: (plate: Plate) => void;
  onLook: (plate: Plate) => void;
}

/** Panoramas with how they close and what lies how far, and the depth maps that belong to no picture yet. */
export function PanoramasSection({ plates, heroId, edits, add, actions, onOpen, onLook }: PanoramasSectionProps) {
  const panoramas = plates.filter(({ role }) => role === "panorama");
  const depths = plates.filter(({ role }) => role === "depth");
  const shown = new Set(plates.filter(({ role }) => role !== "depth").map(({ id }) => id));
  const paired = (id: string) => depths.filter(({ pairedWithId }) => pairedWithId === id);
  const rest = depths.filter(({ pairedWithId }) => pairedWithId === null || !shown.has(pairedWithId));
  const ofPlates = plates.filter(({ role, id }) => role === "plate" && paired(id).length > 0);
  return (
    <Section title="Panoramas and depth" count={panoramas.length} actions={actions}>
      {panoramas.map((plate) => (
        <article
          key={plate.id}
          aria-label={plate.angle || plate.name}
          className="grid gap-x-6 gap-y-3 border-t pt-3 md:grid-cols-[minmax(0,1fr)_280px]"
        >
          <PlateCard
            plate={plate}
            hero={plate.picture.id === heroId}
            edits={edits}
            onOpen={onOpen}
            onLook={onLook}
            ratio={2}
          />
          <div className="grid content-start gap-3">
            <Button variant="primary" icon={<Globe />} onClick={() => onLook(plate)} className="justify-self-start">
              Look around
            </Button>
            <Scores plate={plate} />
            {edits && (
              <div className="flex flex-wrap gap-2">
                <Button size="sm" icon={<FlipHorizontal2 />} onClick={() => void edits.turn(plate, "middle")}>
                  Seam to the middle
                </Button>
                <Button
                  size="sm"
                  icon={<Layers />}
                  onClick={() => add.choose({ role: "depth", pairedWithId: plate.id, stateId: plate.stateId })}
                >
                  Add a depth map
                </Button>
              </div>
            )}
          </div>
          <Depths depths={paired(plate.id)} edits={edits} onOpen={onOpen} />
        </article>
      ))}
      {[...ofPlates.map(({ id }) => paired(id)), rest].map(
        (group) =>
          group.length > 0 && (
            <div key={group[0]?.id} className="border-t pt-3">
              <Depths depths={group} edits={edits} onOpen={onOpen} />
            </div>
          ),
      )}
    </Section>
  );
}

function Depths({
  depths,
  edits,
  onOpen,
}: {
  depths: readonly Plate[];
  edits: Edits | undefined;
  onOpen: (plate: Plate) => void;
}) {
  if (depths.length === 0) return null;
  return (
    <div className="grid gap-4 md:col-span-2">
      {depths.map((plate) => (
        // The place it will take: two pictures beside each other and a row of words.
        <Suspense key={plate.id} fallback={<div className="aspect-4/1" />}>
          <DepthPreview plate={plate} edits={edits} onOpen={onOpen} />
        </Suspense>
      ))}
    </div>
  );
}

/** Seam and poles as numbers with words; a shape stands beside the colour. */
function Scores({ plate }: { plate: Plate }) {
  if (!plate.scores) return <p className="text-muted">Not measured.</p>;
  const scores = plate.scores;
  return (
    <dl className="grid gap-2">
      {scoreWords(scores).map(({ part, label, flagged, words }) => (
        <div key={part} className="grid grid-cols-[16px_1fr_auto] gap-x-2">
          {flagged ? (
            <TriangleAlert aria-hidden className="mt-0.5 size-4 stroke-[1.5] text-danger" />
          ) : (
            <CircleCheck aria-hidden className="mt-0.5 size-4 stroke-[1.5] text-muted" />
          )}
          <dt className="text-sm">{label}</dt>
          <dd className="num text-sm">{scores[part].toFixed(2)}</dd>
          <dd className="col-start-2 col-end-4 text-muted text-xs">
            {flagged && <span className="font-medium text-danger">Flagged. </span>}
            {words}
          </dd>
        </div>
      ))}
    </dl>
  );
}
