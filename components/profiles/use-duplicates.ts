"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTRPC } from "@/components/trpc";
import { duplicatesOf, type Group, groupsOf } from "@/contract/profile/duplicates";
import { type PackageImage, sameList, useOfAll } from "./use-package-store";

/** Groups of pictures too alike for one package, as they stand now; empty until the server compared their hashes. */
export function useDuplicates(packageId: string): readonly Group[] {
  const trpc = useTRPC();
  const { data: evidence } = useQuery(trpc.profiles.alike.queryOptions({ packageId }));
  const images = useOfAll(
    useCallback((all: readonly PackageImage[]) => all, []),
    sameList,
  );
  return useMemo(() => {
    if (!evidence) return [];
    const judged = images.map((image) => ({ ...image, mediaId: image.picture.id }));
    return groupsOf(duplicatesOf(judged, evidence));
  }, [images, evidence]);
}
