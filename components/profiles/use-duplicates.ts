"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "@/components/trpc";
import { afterPaint } from "@/components/ui/after-paint";
import { usePart } from "@/components/ui/use-part";
import type { Group } from "@/contract/profile/duplicates";
import { useStore } from "./use-package-store";

const loadGrouping = () => import("@/contract/profile/duplicates");

/**
 * Groups of pictures too alike for one package, as they stand now; empty until the server compared their hashes. Judged
 * anew once a change is painted: comparing hundreds must not stand between a key and its mark.
 */
export function useDuplicates(packageId: string): readonly Group[] {
  const trpc = useTRPC();
  const store = useStore();
  const { data: evidence } = useQuery(trpc.profiles.alike.queryOptions({ packageId }));
  const [groups, setGroups] = useState(none);
  // Most packages hold nothing alike: then there is nothing to group, and nothing to load for it.
  const [grouping, want] = usePart(loadGrouping);
  const some = evidence !== undefined && evidence.length > 0;
  useEffect(() => {
    if (some) want();
    else setGroups(none);
  }, [some, want]);
  useEffect(() => {
    if (!some || !grouping) return;
    const { groupsOf, duplicatesOf } = grouping;
    const judge = () => {
      const judged = store.all().map((image) => ({ ...image, mediaId: image.picture.id }));
      const now = groupsOf(duplicatesOf(judged, evidence));
      setGroups((was) => (sameGroups(was, now) ? was : now));
    };
    judge();
    let off = () => {};
    const leave = store.subscribe("all", () => {
      off();
      off = afterPaint(judge);
    });
    return () => {
      leave();
      off();
    };
  }, [store, evidence, some, grouping]);
  return groups;
}

const none: readonly Group[] = [];
const words = ({ ids, pairs }: Group) => `${ids.join()} ${pairs.map((pair) => pair.words).join()}`;
/** A verdict on a picture that is like no other leaves the groups as they are, and the screen still. */
const sameGroups = (a: readonly Group[], b: readonly Group[]) =>
  a.length === b.length && a.every((group, at) => words(group) === words(b[at] as Group));
