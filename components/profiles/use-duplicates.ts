"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "@/components/trpc";
import { duplicatesOf, type Group, groupsOf } from "@/contract/profile/duplicates";
import { type PackageImage, useOfAll } from "./use-package-store";

/** Groups of pictures too alike for one package, as they stand now; empty until the server compared their hashes. */
export function useDuplicates(packageId: string): readonly Group[] {
  const trpc = useTRPC();
  const { data: evidence } = useQuery(trpc.profiles.alike.queryOptions({ packageId }));
  return useOfAll(
    useCallback(
      (images: readonly PackageImage[]) => {
        if (!evidence) return none;
        const judged = images.map((image) => ({ ...image, mediaId: image.picture.id }));
        return groupsOf(duplicatesOf(judged, evidence));
      },
      [evidence],
    ),
    sameGroups,
  );
}

const none: readonly Group[] = [];
const words = ({ ids, pairs }: Group) => `${ids.join()} ${pairs.map((pair) => pair.words).join()}`;
/** A verdict on a picture that is like no other leaves the groups as they are, and the screen still. */
const sameGroups = (a: readonly Group[], b: readonly Group[]) =>
  a.length === b.length && a.every((group, at) => words(group) === words(b[at] as Group));
