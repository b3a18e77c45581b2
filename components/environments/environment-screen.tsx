"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Archive, Ellipsis } from "lucide-react";
import { ShotList } from "@/components/characters/shot-list";
import { Thumb } from "@/components/media/thumb";
import { UploadButton, UploadDrop } from "@/components/media/upload-drop";
import { useUpload } from "@/components/media/use-upload";
import { InlineText } from "@/components/script/inline-text";
import { UploadsFloat } from "@/components/storyboard/uploads-float";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { Section } from "@/components/ui/section";
import { PlateCard } from "./plate-card";
import { type Environment, useEnvironmentEdits } from "./use-environment-edits";

/** One place: its picture, its plates state by state, and the shots set there. */
export function EnvironmentScreen({ code }: { code: string }) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const { data: environment } = useSuspenseQuery(trpc.environments.get.queryOptions({ projectId, code }));
  const edits = useEnvironmentEdits(environment);
  const editable = useCan()("edit characters and environments") && environment.archivedAt === null;
  const upload = useUpload({
    projectId,
    purpose: "environment-image",
    onDone: (pictures) => void edits.addPlates(pictures.map(({ mediaId }) => mediaId)),
  });
  const { name, plates } = environment;
  const hero = environment.hero ?? plates[0]?.picture ?? null;
  const page = (
    <div className="pb-16">
      {hero && (
        <div className="relative h-[clamp(220px,52vh,560px)] overflow-hidden bg-well max-sm:aspect-video max-sm:h-auto">
          <Thumb media={hero} alt={name} sizes="100vw" eager className="absolute! inset-0 size-full rounded-none!" />
        </div>
      )}
      <div className="grid gap-8 px-4 pt-5 sm:px-6">
        <Heading environment={environment} edits={edits} editable={editable} />
        <Section
          title="Plates"
          count={plates.length}
          actions={editable && plates.length > 0 && <UploadButton upload={upload} label="Add plates" />}
        >
          {plates.length > 0 && (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(280px,100%),1fr))] gap-x-4 gap-y-5">
              {plates.map((plate) => (
                <PlateCard
                  key={plate.id}
                  plate={plate}
                  hero={plate.picture.id === hero?.id}
                  edits={editable ? edits : undefined}
                />
              ))}
            </ul>
          )}
          {plates.length === 0 && <NoPlates editable={editable} upload={upload} />}
        </Section>
        <ShotsHere environment={environment} />
      </div>
      <UploadsFloat upload={upload} />
    </div>
  );
  if (!editable) return page;
  return (
    <UploadDrop upload={upload} label={`Add plates of ${name}`} className="min-h-full">
      {page}
    </UploadDrop>
  );
}

interface HeadingProps {
  environment: Environment;
  edits: ReturnType<typeof useEnvironmentEdits>;
  editable: boolean;
}

function Heading({ environment: { name, code, description, archivedAt }, edits, editable }: HeadingProps) {
  const may = useCan()("edit characters and environments");
  return (
    <header className="grid gap-3">
      {archivedAt !== null && (
        <p role="status" className="flex flex-wrap items-center gap-3 rounded-panel border bg-surface px-3 py-2">
          {name} is archived: kept, but in no list.
          {may && (
            <Button size="sm" onClick={edits.bringBack}>
              Bring back
            </Button>
          )}
        </p>
      )}
      <div className="flex items-start gap-3">
        <div className="grid min-w-0 flex-1 gap-1">
          <h1 className="text-xl">
            <InlineText
              label="Name"
              value={name}
              disabled={!editable}
              check={(text) => (text === "" ? "A place has a name." : undefined)}
              onSave={(text) => void edits.change({ name: text }, "Name")}
            />
          </h1>
          <span className="code text-muted">{code}</span>
          <InlineText
            label="Description"
            value={description}
            placeholder={editable ? "Write what one sees here and where the light comes from" : "No description yet"}
            multiline
            disabled={!editable}
            onSave={(text) => void edits.change({ description: text }, "Description")}
            className="max-w-prose whitespace-pre-line text-pretty"
          />
        </div>
        {editable && (
          <Menu
            label={`More for ${name}`}
            align="end"
            items={[{ key: "archive", label: "Archive", icon: <Archive />, onSelect: () => void edits.archive() }]}
            trigger={(attributes) => <IconButton {...attributes} label={`More for ${name}`} icon={<Ellipsis />} />}
          />
        )}
      </div>
    </header>
  );
}

function NoPlates({ editable, upload }: { editable: boolean; upload: Parameters<typeof UploadButton>[0]["upload"] }) {
  if (!editable) return <p className="text-muted">No plates yet.</p>;
  return (
    <div className="grid justify-items-center gap-3 rounded-panel border border-edge border-dashed px-6 py-12 text-center">
      <p className="text-lg">Drop the first plates here, several at once.</p>
      <UploadButton upload={upload} label="Choose pictures" />
      <p className="text-muted text-xs">
        PNG, JPEG, WebP, TIFF or a still GIF. The first one becomes the main picture.
      </p>
    </div>
  );
}

function ShotsHere({ environment: { name, shots } }: { environment: Environment }) {
  const { href } = useProject();
  return (
    <Section
      title={
        shots.length === 0
          ? "Shots set here"
          : shots.length === 1
            ? "1 shot is set here"
            : `${shots.length} shots are set here`
      }
    >
      {shots.length > 0 ? (
        <ShotList href={href} shots={shots} />
      ) : (
        <p className="text-muted">No shot is set in {name} yet.</p>
      )}
    </Section>
  );
}
