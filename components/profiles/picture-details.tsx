"use client";

import { Columns2, Expand, Star, Trash2 } from "lucide-react";
import { lazy, Suspense } from "react";
import { mediaUrl } from "@/components/media/url";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { slotIds, slotTitle } from "@/contract/profile/angles";
import { checkImage, middleSharpness } from "@/contract/profile/checks";
import { CheckList } from "./check-words";
import { Row } from "./detail-row";
import type { Facts } from "./package-facts";
import { AngleFields, RightsFields, WordFields } from "./picture-fields";
import { originWords } from "./rights-words";
import { SignOff } from "./sign-off";
import type { PackageActs } from "./use-package-acts";
import { useImage, useOfAll } from "./use-package-store";

const PictureExtras = lazy(() =>
  import("@/components/sheets/picture-extras").then((file) => ({ default: file.PictureExtras })),
);

export interface PicturePanelProps {
  /** The character's code, and the package: where clips and sheets lead back to. */
  code: string;
  packageId: string;
  editable: boolean;
  /** May take a person's consent back, also where nothing else may change. */
  withdraws: boolean;
  /** May sign off and approve. */
  decides: boolean;
  heroId: string | null;
  acts: PackageActs;
  onHero: (mediaId: string) => void;
  onLook: (id: string) => void;
  onCompare: () => void;
}

/** One picture in all its facts. */
export function PictureDetails({
  id,
  code,
  packageId,
  editable,
  withdraws,
  decides,
  heroId,
  acts,
  onHero,
  onLook,
  onCompare,
}: PicturePanelProps & { id: string }) {
  const image = useImage(id);
  const middle = useOfAll(middleSharpness);
  if (!image) return null;
  const { name, picture, slot } = image;
  const tell = (set: Facts, what: string) => acts.tell([{ imageId: id, set }], what);
  return (
    <>
      <div className="flex items-start justify-between gap-2">
        <h2 className="min-w-0 text-sm">
          <span className="block truncate" data-tip={name}>
            {name}
          </span>
          <span className="num block font-normal text-muted text-xs">
            {picture.width} × {picture.height} · {originWords(image)}
          </span>
        </h2>
        <div className="flex shrink-0">
          <IconButton label="Look closer" keys="Space" icon={<Expand />} onClick={() => onLook(id)} />
          <IconButton label="Compare" keys="c" icon={<Columns2 />} onClick={onCompare} />
          {editable && (
            <>
              <IconButton
                label={picture.id === heroId ? "It is the main picture" : "Make it the main picture"}
                icon={<Star />}
                pressed={picture.id === heroId}
                onClick={() => onHero(picture.id)}
              />
              <IconButton label="Remove" keys="Delete" icon={<Trash2 />} onClick={() => void acts.remove([id])} />
            </>
          )}
        </div>
      </div>
      <Row label="Place">
        {(control) =>
          editable ? (
            <Select
              {...control}
              value={slot ?? ""}
              options={[
                { value: "", label: "Candidates" },
                ...slotIds.map((value) => ({ value, label: slotTitle(value) })),
              ]}
              onChange={({ currentTarget: { value } }) =>
                void acts.place(id, slotIds.find((one) => one === value) ?? null)
              }
            />
          ) : (
            <span className="text-sm">{slot ? slotTitle(slot) : "Candidates"}</span>
          )
        }
      </Row>
      <AngleFields image={image} editable={editable} acts={acts} onTell={tell} />
      <WordFields image={image} editable={editable} onTell={tell} />
      <CheckList checks={checkImage(image, middle)} />
      <RightsFields image={image} editable={editable} withdraws={withdraws} onTell={tell} />
      {slot !== null && <SignOff image={image} editable={editable} decides={decides} acts={acts} />}
      <Suspense fallback={null}>
        <PictureExtras {...{ image, editable, code, packageId }} onPrompt={(prompt) => tell({ prompt }, "Prompt")} />
      </Suspense>
      <a
        href={mediaUrl(picture.id, "original")}
        target="_blank"
        rel="noopener"
        className="w-fit text-muted text-xs underline underline-offset-2 hover:text-text"
      >
        Open the original file
      </a>
    </>
  );
}
