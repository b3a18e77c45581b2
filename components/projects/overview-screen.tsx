"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useCharacters } from "@/components/characters/use-characters";
import { Thumb } from "@/components/media/thumb";
import { ProjectCosts } from "@/components/renders/project-costs";
import { InlineText } from "@/components/script/inline-text";
import { useStatuses } from "@/components/statuses/statuses";
import type { BoardItem } from "@/components/storyboard/board-item";
import { useBoard } from "@/components/storyboard/use-board";
import { firstWindow } from "@/components/studio/first-window";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { ActivityList } from "@/components/today/activity-list";
import { useTRPC } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { countFrames, posterOf } from "./frame-counts";
import { rateLabel } from "./frame-rates";
import { PictureRow, type RowPicture } from "./picture-row";
import { StatusBar } from "./status-bar";
import { useProjectEdits } from "./use-project-edits";

/** The first page of a film: its picture, how far it is, and what waits for somebody. */
export function OverviewScreen() {
  const { id: projectId, slug, href } = useProject();
  const { set } = useStatuses();
  const trpc = useTRPC();
  const can = useCan();
  const { data: project } = useSuspenseQuery(trpc.projects.get.queryOptions({ slug }));
  const { frames: board, counts: byStatus } = useBoard(projectId);
  const { characters: cast } = useCharacters(projectId);
  const { data: places } = useSuspenseQuery(trpc.environments.list.queryOptions({ projectId }));
  const edits = useProjectEdits(project);
  const counts = countFrames(set, byStatus);
  // Of the first frames: the rest of a long board must not change the picture under the eye.
  const poster = posterOf(set, board.slice(0, firstWindow));
  const waiting = board.filter(({ status }) => set.of(status).isFeedbackRequest);
  const sentBack = board.filter(({ status }) => set.of(status).isRetake);
  const countOf = (flag: "isFeedbackRequest" | "isRetake") =>
    set.codes(flag).reduce((sum, code) => sum + (byStatus.get(code) ?? 0), 0);
  return (
    <div className="pb-16">
      {poster && <Poster frame={poster} />}
      <div className="grid gap-10 px-4 pt-5 sm:px-6">
        <header className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(280px,420px)] lg:gap-12">
          <div className="grid content-start gap-1">
            <h1 className="text-xl">{project.name}</h1>
            <InlineText
              label="Description"
              value={project.description}
              placeholder={can("manage projects") ? "Write the film in one or two sentences" : "No description yet"}
              multiline
              disabled={!can("manage projects")}
              onSave={(description) => void edits.change({ description }, "Description")}
              className="max-w-2xl text-pretty text-lg"
            />
            <p className="num mt-1 text-muted text-xs">
              {rateLabel(project.fpsNum, project.fpsDen)} · {counts.total} {counts.total === 1 ? "frame" : "frames"}
            </p>
          </div>
          {counts.total > 0 && (
            <div className="content-start lg:pt-2">
              <StatusBar counts={counts} />
            </div>
          )}
        </header>
        {board.length === 0 && (
          <EmptyState
            title="The film has no frames yet: make its first shots, then drop a picture on one."
            action={
              can("edit shots") ? (
                <ButtonLink href={`${href}/script/shots`} variant="primary" icon={<Plus />}>
                  Go to the shots
                </ButtonLink>
              ) : undefined
            }
          />
        )}
        {waiting.length > 0 && (
          <PictureRow
            title="Needs review"
            count={countOf("isFeedbackRequest")}
            items={waiting.map((frame) => framePicture(frame, `${href}/review?sel=${frame.id}`))}
            ratio={16 / 9}
            width={240}
            all={{ href: `${href}/review`, label: "Open review" }}
          />
        )}
        {sentBack.length > 0 && (
          <PictureRow
            title="Sent back"
            count={countOf("isRetake")}
            items={sentBack.map((frame) =>
              framePicture(frame, `${href}/script/shots/${frame.shot}?frame=${encodeURIComponent(labelOf(frame))}`),
            )}
            ratio={16 / 9}
            width={240}
            all={{ href: `${href}/storyboard?f=status:${sentBack[0]?.status}`, label: "Show on the board" }}
          />
        )}
        {cast.length > 0 && (
          <PictureRow
            title="Characters"
            items={cast.map(({ id, code, name, shots, picture }) => ({
              ...{ id, title: name, detail: shotWords(shots), media: picture },
              href: `${href}/characters/${code}`,
            }))}
            ratio={4 / 5}
            width={144}
            all={{ href: `${href}/characters`, label: "All characters" }}
          />
        )}
        {places.length > 0 && (
          <PictureRow
            title="Environments"
            items={places.map(({ id, code, name, shots, picture }) => ({
              ...{ id, title: name, detail: shotWords(shots), media: picture },
              href: `${href}/environments/${code}`,
            }))}
            ratio={16 / 9}
            width={240}
            all={{ href: `${href}/environments`, label: "All environments" }}
          />
        )}
        {can("edit shots") && (
          <div className="grid gap-10 lg:grid-cols-2 lg:gap-12">
            <LoadBoundary ready title="The activity could not be loaded" fallback={null}>
              <ActivityList projectId={projectId} />
            </LoadBoundary>
            <LoadBoundary ready title="What the film has cost could not be loaded" fallback={null}>
              <ProjectCosts projectId={projectId} href={href} />
            </LoadBoundary>
          </div>
        )}
      </div>
    </div>
  );
}

/** The film's picture over the whole width, as a cinema would show it. */
function Poster({ frame: { picture, name } }: { frame: BoardItem }) {
  return (
    <div className="relative h-[clamp(240px,60vh,640px)] overflow-hidden bg-well max-sm:h-auto max-sm:aspect-video">
      <Thumb media={picture} alt={name} sizes="100vw" eager className="absolute! inset-0 size-full rounded-none!" />
    </div>
  );
}

const framePicture = ({ id, name, action, picture }: BoardItem, href: string): RowPicture => ({
  ...{ id, href, title: name, detail: action, code: true, media: picture },
});

/** "A" of "SQ010_SH0020 A": how the shot's page knows the frame. */
const labelOf = ({ name, shot }: BoardItem) => name.slice(shot.length + 1);

const shotWords = (shots: number) => (shots === 0 ? "In no shot yet" : shots === 1 ? "1 shot" : `${shots} shots`);
