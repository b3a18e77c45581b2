"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { useCharacterEdits } from "@/components/characters/use-character-edits";
import { useDropFiles } from "@/components/media/use-drop-files";
import { useUpload } from "@/components/media/use-upload";
import { useShortcuts } from "@/components/shell/shortcuts";
import { UploadsFloat } from "@/components/storyboard/uploads-float";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Segmented } from "@/components/ui/segmented";
import { type Slot, slotIds } from "@/contract/profile/angles";
import { AngleDial } from "./angle-dial";
import { CandidatesTray } from "./candidates-tray";
import { CloseUps } from "./close-ups";
import { PackageReadiness } from "./package-readiness";
import { sharedRights } from "./rights-words";
import { spread } from "./slot-layout";
import { type Character, type Outfit, type Rights, usePackageEdits } from "./use-package-edits";
import { type Place, useSlotDrop } from "./use-slot-drop";

const NewOutfitDialog = lazy(() => import("./new-outfit-dialog").then((file) => ({ default: file.NewOutfitDialog })));

/** The reference pictures of a character, outfit by outfit. */
export function PackageScreen({ code }: { code: string }) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const { data: character } = useSuspenseQuery(trpc.characters.get.queryOptions({ projectId, code }));
  const address = useAddress();
  const { packages } = character;
  const outfit = packages.find(({ id }) => id === address.get("outfit")) ?? packages[0];
  if (!outfit) return <p className="px-6 py-12 text-muted">{character.name} has no package.</p>;
  return (
    <OutfitEditor
      key={outfit.id}
      character={character}
      outfit={outfit}
      onOutfit={(id) => address.set({ outfit: id })}
    />
  );
}

interface OutfitEditorProps {
  character: Character;
  outfit: Outfit;
  onOutfit: (id: string) => void;
}

function OutfitEditor({ character, outfit, onOutfit }: OutfitEditorProps) {
  const { name, packages, hero, archivedAt } = character;
  const editable = useCan()("edit characters and environments") && archivedAt === null;
  const edits = usePackageEdits(character, outfit);
  const { setHero } = useCharacterEdits(character);
  const { upload, input, choose, rights, setRights } = useSlotUploads(character.projectId, edits.add);
  const { drag, handlers } = useSlotDrop({
    onFiles: (files, place) => upload.add(files, place),
    onPicture: (imageId, place) => void edits.move(imageId, place === "tray" ? null : place),
  });
  useDropFiles(upload.add, editable);
  const [adding, setAdding] = useState(false);
  // Loaded when first opened; it stays for the closing.
  const [wanted, setWanted] = useState(false);
  if (adding && !wanted) setWanted(true);
  useShortcuts("Package", {
    ...(editable ? { u: { label: "Add pictures", run: () => choose("tray") } } : {}),
  });
  const { angles, closeUps, tray } = spread(outfit.images);
  const acts = editable
    ? {
        move: (imageId: string, slot: Slot | null) => void edits.move(imageId, slot),
        remove: (image: Outfit["images"][number]) => void edits.remove(image),
        setHero: (mediaId: string) => void setHero(mediaId),
      }
    : undefined;
  const rightsOfAll = sharedRights(outfit.images);
  const shared = {
    ...{ of: name, heroId: hero?.id, rightsShown: rightsOfAll === undefined, drag },
    ...{ acts, onChoose: editable ? choose : undefined },
  };
  return (
    <div {...(editable ? handlers : {})} className="min-h-full px-4 pt-5 pb-24 sm:px-6">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid gap-1">
          <h1 className="text-xl">Package of {name}</h1>
          <PackageReadiness readiness={outfit.readiness} />
          {rightsOfAll !== undefined && <p className="text-muted text-xs">Every picture: {rightsOfAll}</p>}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {packages.length > 1 && (
            <Segmented
              label="Outfit"
              options={packages.map((one) => ({ value: one.id, label: one.name }))}
              value={outfit.id}
              onChange={onOutfit}
              className="max-w-full overflow-x-auto"
            />
          )}
          {editable && (
            <Button icon={<Plus />} variant="quiet" onClick={() => setAdding(true)}>
              Add outfit
            </Button>
          )}
        </div>
      </header>
      <div className="mt-6 grid gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,780px)_minmax(260px,1fr)]">
        <div className="grid min-w-0 content-start gap-8">
          <Section title="Angles">
            <AngleDial {...shared} images={angles} />
          </Section>
          <Section title="Full body, close-ups, expressions">
            <CloseUps {...shared} images={closeUps} />
          </Section>
        </div>
        <div className="min-w-0 max-xl:row-start-1 xl:sticky xl:top-5 xl:self-start">
          <CandidatesTray
            {...shared}
            images={tray}
            onChoose={editable ? () => choose("tray") : undefined}
            rights={rights}
            onRights={setRights}
          />
        </div>
      </div>
      {editable && input}
      <UploadsFloat upload={upload} />
      <Suspense fallback={null}>
        {wanted && (
          <NewOutfitDialog
            open={adding}
            onOpenChange={setAdding}
            onCreate={async (title) => onOutfit(await edits.addOutfit(character.id, title))}
          />
        )}
      </Suspense>
    </div>
  );
}

/** One line of uploads for the page; each file knows the slot it was meant for. */
function useSlotUploads(
  projectId: string,
  onPictures: (mediaIds: readonly string[], slot: Slot | null, rights: Rights) => Promise<void>,
) {
  const [rights, setRights] = useState<Rights>({ source: "", licence: "", consent: false });
  const upload = useUpload({
    projectId,
    purpose: "character-image",
    onDone: (pictures, place) =>
      void onPictures(
        pictures.map(({ mediaId }) => mediaId),
        slotIds.find((slot) => slot === place) ?? null,
        rights,
      ),
  });
  const field = useRef<HTMLInputElement>(null);
  const wanted = useRef<Place>("tray");
  const choose = (place: Place) => {
    wanted.current = place;
    field.current?.click();
  };
  const input = (
    <input
      ref={field}
      type="file"
      multiple
      accept="image/png,image/jpeg,image/webp,image/tiff,image/gif"
      aria-label="Pictures of the character"
      tabIndex={-1}
      className="sr-only"
      onChange={({ currentTarget }) => {
        upload.add([...(currentTarget.files ?? [])], wanted.current);
        currentTarget.value = "";
      }}
    />
  );
  return { upload, input, choose, rights, setRights };
}
