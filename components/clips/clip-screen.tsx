"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import type { ClipFacts } from "@/contract/profile/clip";
import { rateWords } from "@/contract/profile/clip";
import { ClipDesk, type ClipScreenProps } from "./clip-desk";
import { UnreadClip } from "./unread-clip";

/** Choosing frames of a clip for a package, frame by frame. */
export function ClipScreen(props: ClipScreenProps) {
  const { clipId, outfit, character, back } = props;
  const trpc = useTRPC();
  const { data: clip } = useSuspenseQuery(trpc.clips.get.queryOptions({ clipId }));
  const editable = useCan()("edit characters and environments");
  const { sharpness, faceSharpness } = clip;
  // One object as long as the clip is the same: ranking thousands of frames anew with each step would be felt.
  const facts = useMemo(
    (): ClipFacts | null => clip.facts && { ...clip.facts, sharpness, faceSharpness },
    [clip.facts, sharpness, faceSharpness],
  );
  return (
    <div className="grid min-h-full content-start gap-5 px-4 pt-5 pb-24 sm:px-6">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-0 gap-1">
          <h1 className="truncate text-xl">Frames from {clip.name}</h1>
          <p className="num text-muted text-xs">
            {facts && (
              <>
                {facts.frames} frames · {facts.width} × {facts.height} · {rateWords(facts)}
                {facts.variableRate && " on average"} · {facts.codec} ·{" "}
              </>
            )}
            into {outfit} of {character}
          </p>
        </div>
        <ButtonLink href={back} variant="quiet" className="max-sm:-ml-3">
          Back to the package
        </ButtonLink>
      </header>
      {clip.state === "ready" && facts ? (
        <ClipDesk {...props} clip={clip} facts={facts} editable={editable} />
      ) : (
        <UnreadClip clip={clip} editable={editable} back={back} />
      )}
    </div>
  );
}
