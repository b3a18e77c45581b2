"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Archive, Ellipsis, ImagePlus, Images } from "lucide-react";
import { useRouter } from "next/navigation";
import { Thumb } from "@/components/media/thumb";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { Section } from "@/components/ui/section";
import { CharacterFacts } from "./character-facts";
import { CoverageSummary } from "./coverage-summary";
import { ShotList } from "./shot-list";
import { useCharacterEdits } from "./use-character-edits";

/** One character: the picture, the words, the package and where they play. */
export function CharacterScreen({ code }: { code: string }) {
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const router = useRouter();
  const { data: character } = useSuspenseQuery(trpc.characters.get.queryOptions({ projectId, code }));
  const edits = useCharacterEdits(character);
  const { name, hero, packages, shots, archivedAt } = character;
  const archived = archivedAt !== null;
  const editable = useCan()("edit characters and environments") && !archived;
  const packageHref = `${href}/profiles/${code}`;
  const pictures = packages.flatMap((outfit) => outfit.images.map(({ picture }) => picture));
  const shown = hero ?? pictures[0] ?? null;
  useShortcuts("Character", { p: { label: "Open the package", run: () => router.push(packageHref) } });
  return (
    <div className="grid max-w-[1280px] gap-x-10 gap-y-6 px-4 pt-5 pb-16 sm:px-6 lg:grid-cols-[minmax(280px,440px)_minmax(0,1fr)]">
      <div className="grid content-start gap-2 lg:sticky lg:top-5">
        <Thumb media={shown} alt={shown ? name : ""} ratio={4 / 5} sizes="(max-width: 1024px) 100vw, 440px" eager />
        {editable && pictures.length > 1 && (
          <HeroChoice pictures={pictures} chosen={shown?.id} onChoose={(id) => void edits.setHero(id)} />
        )}
        {pictures.length === 0 && editable && (
          <ButtonLink href={packageHref} variant="primary" icon={<ImagePlus />}>
            Add the first pictures
          </ButtonLink>
        )}
      </div>
      <div className="grid min-w-0 content-start gap-8">
        {archived && <ArchivedLine name={name} onBringBack={edits.bringBack} />}
        <div className="flex items-start gap-4">
          <div className="min-w-0 flex-1">
            <CharacterFacts character={character} editable={editable} onChange={edits.change} />
          </div>
          <ButtonLink href={packageHref} icon={<Images />} className="max-sm:hidden">
            Package
          </ButtonLink>
          {editable && (
            <Menu
              label={`More for ${name}`}
              align="end"
              items={[{ key: "archive", label: "Archive", icon: <Archive />, onSelect: () => void edits.archive() }]}
              trigger={(attributes) => (
                <IconButton {...attributes} label={`More for ${name}`} icon={<Ellipsis />} className="-ml-2" />
              )}
            />
          )}
        </div>
        <Section title={packages.length > 1 ? "Packages" : "Package"}>
          <div className="grid gap-6">
            {packages.map((outfit) => (
              <CoverageSummary
                key={outfit.id}
                outfit={outfit}
                named={packages.length > 1}
                href={`${packageHref}?outfit=${outfit.id}`}
              />
            ))}
          </div>
        </Section>
        <Section
          title={
            shots.length === 0 ? "Used in" : shots.length === 1 ? "Used in 1 shot" : `Used in ${shots.length} shots`
          }
        >
          {shots.length > 0 ? (
            <ShotList href={href} shots={shots} />
          ) : (
            <p className="text-muted">No shot casts {name} yet.</p>
          )}
        </Section>
      </div>
    </div>
  );
}

interface HeroChoiceProps {
  pictures: readonly { id: string; width: number; height: number; colour: string }[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** Every picture of the packages; a press makes one the character's main picture. */
function HeroChoice({ pictures, chosen, onChoose }: HeroChoiceProps) {
  const unique = [...new Map(pictures.map((picture) => [picture.id, picture])).values()];
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1.5 text-muted text-xs">Main picture</legend>
      <div className="flex gap-1.5 overflow-x-auto p-0.5">
        {unique.map((picture, at) => (
          <button
            key={picture.id}
            type="button"
            aria-label={`Picture ${at + 1} as the main picture`}
            aria-pressed={picture.id === chosen}
            onClick={() => picture.id !== chosen && onChoose(picture.id)}
            className="shrink-0 rounded-picture opacity-70 hover:opacity-100 aria-pressed:opacity-100 aria-pressed:outline-2 aria-pressed:outline-accent"
          >
            <Thumb media={picture} alt="" ratio={1} sizes="44px" className="w-11" />
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function ArchivedLine({ name, onBringBack }: { name: string; onBringBack: () => void }) {
  const may = useCan()("edit characters and environments");
  return (
    <p role="status" className="flex flex-wrap items-center gap-3 rounded-panel border bg-surface px-3 py-2">
      {name} is archived: kept, but in no list.
      {may && (
        <Button size="sm" onClick={onBringBack}>
          Bring back
        </Button>
      )}
    </p>
  );
}
