"use client";

import { ImagePlus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import { PictureTile, type TileActs } from "./picture-tile";
import type { PackageImage, Rights } from "./use-package-edits";
import type { Dragged } from "./use-slot-drop";

interface CandidatesTrayProps {
  images: readonly PackageImage[];
  of: string;
  heroId: string | undefined;
  /** Source and licence stand under each picture. */
  rightsShown: boolean;
  drag: Dragged | null;
  acts: TileActs | undefined;
  onChoose: (() => void) | undefined;
  rights: Rights;
  onRights: (rights: Rights) => void;
}

/** Pictures that came in and stand in no slot yet. */
export function CandidatesTray(props: CandidatesTrayProps) {
  const { images, of, heroId, rightsShown, drag, acts, onChoose, rights, onRights } = props;
  const over = drag?.over === "tray";
  return (
    <Section title="Candidates" count={images.length}>
      <div
        data-place="tray"
        className={cx(
          "grid gap-3 rounded-panel border border-dashed p-3",
          over ? "border-accent bg-selected" : drag ? "border-control" : "border-edge",
        )}
      >
        {images.length > 0 && (
          <div className="grid grid-cols-[repeat(auto-fill,minmax(84px,1fr))] gap-2">
            {images.map((image, at) => (
              <PictureTile
                key={image.id}
                image={image}
                label={`Candidate ${at + 1} of ${of}`}
                acts={acts}
                hero={image.picture.id === heroId}
                rights={rightsShown}
                ratio={1}
                sizes="120px"
              />
            ))}
          </div>
        )}
        {onChoose ? (
          <div className="grid justify-items-center gap-2 py-3 text-center">
            <Button icon={<ImagePlus />} variant={images.length === 0 ? "primary" : "secondary"} onClick={onChoose}>
              Add pictures
            </Button>
            <p className="text-balance text-muted text-xs">
              Or drop 1 to 50 anywhere on this page, or paste. Dropped on a slot, a picture fills it.
            </p>
          </div>
        ) : (
          images.length === 0 && <p className="text-muted text-xs">No candidates.</p>
        )}
      </div>
      {onChoose && <RightsFields rights={rights} onRights={onRights} />}
    </Section>
  );
}

/** Written with every picture that is added from now on: whose it is must be known before it is used. */
function RightsFields({ rights, onRights }: Pick<CandidatesTrayProps, "rights" | "onRights">) {
  return (
    <details className="group">
      <summary className="w-fit rounded-control text-muted text-xs hover:text-text">
        Source and licence of what you add
        {rights.source !== "" || rights.licence !== "" ? `: ${rights.source} ${rights.licence}` : ""}
      </summary>
      <div className="grid gap-3 pt-3">
        <Field label="Source" optional help="Who made them or where they are from.">
          {(control) => (
            <Input
              {...control}
              value={rights.source}
              maxLength={300}
              placeholder="Photographed by Ola Berg"
              onChange={({ currentTarget }) => onRights({ ...rights, source: currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Licence" optional>
          {(control) => (
            <Input
              {...control}
              value={rights.licence}
              maxLength={300}
              placeholder="CC BY 4.0"
              onChange={({ currentTarget }) => onRights({ ...rights, licence: currentTarget.value })}
            />
          )}
        </Field>
        <Checkbox
          label="The people shown have agreed to this use"
          checked={rights.consent}
          onChange={({ currentTarget }) => onRights({ ...rights, consent: currentTarget.checked })}
        />
      </div>
    </details>
  );
}
