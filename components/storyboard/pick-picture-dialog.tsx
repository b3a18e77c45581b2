"use client";

import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { isLightMime } from "@/contract/media";
import type { ShotDetail } from "./version-words";

interface PickPictureDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  shot: ShotDetail;
  onPick: (picture: { mediaId: string; title: string }, origin: "package" | "environment") => Promise<unknown>;
}

interface Choice {
  key: string;
  title: string;
  origin: "package" | "environment";
  picture: { id: string; width: number; height: number; colour: string };
}

/** Pictures of the cast's packages and the environment's plates; the chosen one becomes the next version. */
export function PickPictureDialog({ open, onOpenChange, shot, onPick }: PickPictureDialogProps) {
  const [chosen, setChosen] = useState<Choice>();
  const [busy, setBusy] = useState(false);
  const add = async () => {
    if (!chosen) return;
    setBusy(true);
    await onPick({ mediaId: chosen.picture.id, title: chosen.title }, chosen.origin).finally(() => setBusy(false));
    setChosen(undefined);
    onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title="Add a picture of the bible"
      description="It becomes the next version of this frame."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            {...(chosen ? {} : { blocked: "Choose a picture first." })}
            onClick={() => void add()}
          >
            Add as a version
          </Button>
        </>
      }
    >
      {open && <Choices shot={shot} chosen={chosen?.key} onChoose={setChosen} />}
    </Dialog>
  );
}

function Choices({
  shot,
  chosen,
  onChoose,
}: {
  shot: ShotDetail;
  chosen: string | undefined;
  onChoose: (choice: Choice) => void;
}) {
  const { groups, pending, error, retry } = useGroups(shot);
  if (pending)
    return (
      <div role="status" aria-label="Loading the pictures" className="grid grid-cols-3 gap-2 sm:grid-cols-5">
        {Array.from({ length: 10 }, (_, n) => (
          <Skeleton key={n} className="aspect-square rounded-picture" />
        ))}
      </div>
    );
  if (error) return <ErrorState title="The pictures could not be loaded" body={error} onRetry={retry} />;
  if (groups.every(({ choices }) => choices.length === 0))
    return (
      <EmptyState
        title="The cast's packages and the environment have no pictures yet."
        body="Cast a character or choose an environment under Details, and give them pictures."
      />
    );
  return (
    <div className="grid gap-5">
      {groups
        .filter(({ choices }) => choices.length > 0)
        .map(({ title, choices }) => (
          <section key={title} className="grid gap-2">
            <h3 className="text-sm">{title}</h3>
            <div className="grid grid-cols-3 gap-2 sm:grid-cols-5">
              {choices.map((choice) => (
                <button
                  key={choice.key}
                  type="button"
                  aria-pressed={choice.key === chosen}
                  onClick={() => onChoose(choice)}
                  className={cx(
                    "grid gap-1 rounded-picture text-left",
                    choice.key === chosen && "outline-2 outline-accent outline-offset-2",
                  )}
                >
                  <Thumb media={choice.picture} alt="" ratio={1} fit="contain" sizes="150px" />
                  <span className="truncate text-muted text-xs">{choice.title}</span>
                </button>
              ))}
            </div>
          </section>
        ))}
    </div>
  );
}

function useGroups({ projectId, cast, environment }: ShotDetail) {
  const trpc = useTRPC();
  const characters = useQueries({
    queries: cast.map(({ code }) => trpc.characters.get.queryOptions({ projectId, code })),
  });
  const places = useQueries({
    queries: (environment ? [environment] : []).map(({ code }) =>
      trpc.environments.get.queryOptions({ projectId, code }),
    ),
  });
  const all = [...characters, ...places];
  const groups: { title: string; choices: Choice[] }[] = [
    ...characters.flatMap(({ data }) =>
      data
        ? [
            {
              title: data.name,
              choices: data.packages.flatMap(({ name, images }) =>
                images.map(({ id, slot, picture }) => ({
                  key: id,
                  origin: "package" as const,
                  picture,
                  title: `${data.name}, ${slot?.replaceAll("-", " ") ?? name}`,
                })),
              ),
            },
          ]
        : [],
    ),
    ...places.flatMap(({ data }) =>
      data
        ? [
            {
              title: data.name,
              // Distances and linear light are no frame's picture.
              choices: data.plates
                .filter(({ role, mime }) => role !== "depth" && !isLightMime(mime))
                .map(({ id, state, picture }) => ({
                  key: id,
                  origin: "environment" as const,
                  picture,
                  title: state ? `${data.name}, ${state}` : data.name,
                })),
            },
          ]
        : [],
    ),
  ];
  return {
    groups,
    pending: all.some(({ isPending }) => isPending),
    error: all.find(({ error }) => error)?.error?.message,
    retry: () => {
      for (const query of all) void query.refetch();
    },
  };
}
