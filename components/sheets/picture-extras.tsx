"use client";

import type { PackageImage } from "@/components/profiles/use-package-store";
import { useProject } from "@/components/studio/project";
import { Link } from "@/components/ui/link";
import { OutsidePrompt } from "./outside-prompt";
import { PictureEdits } from "./picture-edits";
import { sheetPage } from "./sheet-page";

interface PictureExtrasProps {
  image: PackageImage;
  /** The character's. */
  code: string;
  packageId: string;
  editable: boolean;
  onPrompt: (prompt: string) => Promise<boolean>;
}

/** Where a package picture is from, the prompt it was made with, and what may be made of it. */
export function PictureExtras({ image, code, packageId, editable, onPrompt }: PictureExtrasProps) {
  const { href } = useProject();
  const { clipId, clipFrame, origin, sourceMediaId, prompt } = image;
  const from =
    clipId !== null
      ? {
          to: `${href}/profiles/${code}/clips/${clipId}?outfit=${packageId}&frame=${clipFrame ?? 0}`,
          words: clipFrame === null ? "The clip it is from" : `Frame ${clipFrame} in its clip`,
        }
      : origin === "sheet" && sourceMediaId !== null
        ? { to: sheetPage(href, code, sourceMediaId, packageId), words: "The sheet it was cut from" }
        : undefined;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        {editable && <PictureEdits image={image} code={code} packageId={packageId} />}
        {from && (
          <Link href={from.to} className="text-muted text-xs underline underline-offset-2 hover:text-text">
            {from.words}
          </Link>
        )}
      </div>
      <OutsidePrompt prompt={prompt} onSave={editable ? onPrompt : undefined} />
    </>
  );
}
