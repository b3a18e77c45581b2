"use client";

import { useQuery } from "@tanstack/react-query";
import { Film } from "lucide-react";
import { useRouter } from "next/navigation";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { Dialog } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { notify } from "@/components/ui/notify";
import { rateWords } from "@/contract/profile/clip";
import { FilmDrop } from "./film-drop";
import { FrameThumb } from "./frame-thumb";

export interface ClipSourceProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  projectId: string;
  character: { id: string; code: string; name: string };
  packageId: string;
}

/** Where frames come from: a film that is added now, or a clip that is here already. */
export function ClipSource({ open, onOpenChange, projectId, character, packageId }: ClipSourceProps) {
  const { href } = useProject();
  const { clips } = useTRPCClient();
  const router = useRouter();
  const trpc = useTRPC();
  const { data = [] } = useQuery(
    trpc.clips.list.queryOptions({ projectId, characterId: character.id }, { enabled: open }),
  );
  const pageOf = (clipId: string) => `${href}/profiles/${character.code}/clips/${clipId}?outfit=${packageId}`;
  const add = async ([mediaId]: readonly string[]) => {
    if (mediaId === undefined) return;
    try {
      const { id } = await clips.add.mutate({ projectId, characterId: character.id, mediaId });
      onOpenChange(false);
      router.push(pageOf(id));
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Pictures from a clip"
      description={`Choose crisp frames of a film and put them into the package of ${character.name}.`}
    >
      <div className="grid gap-4">
        <FilmDrop projectId={projectId} onFilms={(films) => void add(films)} />
        {data.length > 0 && (
          <section aria-label="Clips that are here" className="grid gap-1">
            <h3 className="text-muted text-xs">Or one that is here</h3>
            <ul className="-mx-2 grid">
              {data.map((clip) => (
                <li key={clip.id}>
                  <Link
                    href={pageOf(clip.id)}
                    onClick={() => onOpenChange(false)}
                    className="flex items-center gap-3 rounded-control px-2 py-1.5 hover:bg-hover"
                  >
                    <span className="grid w-20 shrink-0 place-items-center overflow-hidden rounded-picture bg-well">
                      {clip.facts && clip.firstSheet ? (
                        <FrameThumb sheets={[clip.firstSheet]} facts={clip.facts} frame={0} className="w-full" />
                      ) : (
                        <Film aria-hidden className="my-3 size-4 stroke-[1.5] text-muted" />
                      )}
                    </span>
                    <span className="grid min-w-0">
                      <span className="truncate text-sm">{clip.name}</span>
                      <span className="num truncate text-muted text-xs">{stateWords(clip)}</span>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}

const stateWords = ({ state, error, facts }: Output["clips"]["list"][number]): string => {
  if (state === "ready" && facts)
    return `${facts.frames} frames · ${facts.width} × ${facts.height} · ${rateWords(facts)}`;
  if (state === "broken" || state === "stopped") return error ?? "Not read to its end";
  return state === "reading" ? "Being read" : "Waiting for a node";
};
