"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ChevronDown, Crop, Minimize2, Palette, Scissors, WandSparkles } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import type { Picture } from "@/contract/media";
import type { Slot } from "@/contract/profile/angles";
import { type PixelBox, packageSide } from "@/contract/profile/box";
import { sheetPage } from "./sheet-page";

const CropDialog = lazy(() => import("./crop-dialog").then((file) => ({ default: file.CropDialog })));

interface PictureEditsProps {
  image: { id: string; name: string; slot: Slot | null; picture: Picture; checks: { face?: { box: PixelBox } } | null };
  /** The character's. */
  code: string;
  packageId: string;
}

/** New pictures made of one of the package: each takes its place, the original stays. */
export function PictureEdits({ image, code, packageId }: PictureEditsProps) {
  const { id: imageId, name, slot, picture } = image;
  const { href } = useProject();
  const { profiles } = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [cropping, setCropping] = useState(false);
  const [busy, setBusy] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.profiles.get.pathKey() });
  type Made = Awaited<ReturnType<typeof profiles.crop.mutate>>;
  const make = async (title: string, act: () => Promise<Made>) => {
    setBusy(true);
    try {
      const { ids } = await act();
      const undo = async () => {
        await profiles.remove.mutate({ imageIds: ids });
        if (slot) await profiles.place.mutate({ places: [{ imageId, slot }] });
        await refresh();
      };
      notify({
        title,
        description: slot ? "The original is among the candidates." : "The original stays beside it.",
        undo: () => void undo().catch((error) => notify({ title: messageOf(error), tone: "danger" })),
      });
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    } finally {
      setBusy(false);
      await refresh();
    }
  };
  const small = Math.max(picture.width, picture.height) <= packageSide;
  return (
    <>
      <Menu
        label={`Make a new picture of ${name}`}
        items={[
          {
            key: "colour",
            label: "Auto colour",
            icon: <Palette />,
            onSelect: () => void make("Corrected the colour", () => profiles.autoColour.mutate({ imageId })),
          },
          { key: "crop", label: "Crop…", icon: <Crop />, onSelect: () => setCropping(true) },
          {
            key: "small",
            label: `Longest side ${packageSide} px`,
            icon: <Minimize2 />,
            ...(small ? { blocked: "It is no larger already." } : {}),
            onSelect: () =>
              void make(`Made it ${packageSide} px`, () => profiles.crop.mutate({ imageId, longestSide: packageSide })),
          },
          { key: "line", separator: true },
          {
            key: "split",
            label: "Split as a sheet…",
            icon: <Scissors />,
            href: sheetPage(href, code, picture.id, packageId),
          },
        ]}
        trigger={(attributes) => (
          <Button {...attributes} size="sm" icon={<WandSparkles />} busy={busy}>
            New picture of it
            <ChevronDown aria-hidden />
          </Button>
        )}
      />
      <Suspense fallback={null}>
        {cropping && (
          <CropDialog
            open
            onOpenChange={setCropping}
            picture={picture}
            name={name}
            face={image.checks?.face?.box}
            onCrop={async (box, longestSide) => {
              await make("Cropped it", () =>
                profiles.crop.mutate({ imageId, box, ...(longestSide !== undefined && { longestSide }) }),
              );
              setCropping(false);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
