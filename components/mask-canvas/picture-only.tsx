"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Thumb } from "@/components/media/thumb";
import { nameOf } from "@/components/storyboard/version-words";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";

const words = {
  screen: {
    title: "The canvas wants a larger screen",
    body: "Painting a mask needs 900 pixels of width. Reviewing works well here.",
  },
  role: {
    title: "Painting is for artists",
    body: "You can look at this version and comment on it. An owner or manager can raise your role.",
  },
};

/** The version without the tools. */
export function PictureOnly({ versionId, why }: { versionId: string; why: keyof typeof words }) {
  const trpc = useTRPC();
  const { href } = useProject();
  const { data } = useSuspenseQuery(trpc.storyboard.version.queryOptions({ versionId }));
  const { version, shot, frame } = data;
  const { title, body } = words[why];
  return (
    <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto p-4 sm:p-6">
      <Thumb
        media={version.picture}
        alt={`${shot.code} ${frame.label}, ${nameOf(version)}`}
        fit="contain"
        sizes="(min-width: 900px) 900px, 100vw"
        eager
        className="w-full max-w-[900px]"
      />
      <div className="grid justify-items-start gap-2">
        <h1 className="text-lg">{title}</h1>
        <p className="text-muted">{body}</p>
        <ButtonLink variant="primary" href={`${href}/review`} className="mt-2">
          Open the review
        </ButtonLink>
      </div>
    </div>
  );
}
