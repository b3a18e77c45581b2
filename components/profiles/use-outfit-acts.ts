"use client";

import { useTRPCClient } from "@/components/trpc";
import { late } from "@/components/ui/late";
import type { OutfitWorld, outfitActs } from "./outfit-acts";

const names = ["create", "save", "archive", "shift", "setStatus"] as const;

/** Acts on an outfit as a whole, loaded with the first. */
export function useOutfitActs(world: Omit<OutfitWorld, "profiles">) {
  const { profiles } = useTRPCClient();
  const load = async () => (await import("./outfit-acts")).outfitActs({ ...world, profiles });
  return late<ReturnType<typeof outfitActs>>(load, names).acts;
}
