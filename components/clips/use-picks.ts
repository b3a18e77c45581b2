"use client";

import { useState } from "react";
import { useAddress } from "@/components/studio/use-address";
import { angleIds, type Slot, slotIds } from "@/contract/profile/angles";
import { clipLimits } from "@/contract/profile/clip";

export interface Pick {
  frame: number;
  slot: Slot | null;
}

const isAngle = (slot: Slot | null) => angleIds.some((angle) => angle === slot);

/** `12:front.40` → picks; what does not read is left out. */
export const readPicks = (text: string, frames: number): Pick[] =>
  text.split(".").flatMap((word) => {
    const [number = "", slot = ""] = word.split(":");
    const frame = Number(number);
    if (number === "" || !Number.isInteger(frame) || frame < 0 || frame >= frames) return [];
    return [{ frame, slot: slotIds.find((one) => one === slot) ?? null }];
  });

export const writePicks = (picks: readonly Pick[]): string =>
  picks.map(({ frame, slot }) => (slot ? `${frame}:${slot}` : `${frame}`)).join(".");

/** The frame chosen once more without a slot leaves; an angle holds one frame, so the one before becomes a candidate. */
export const withPick = (picks: readonly Pick[], { frame, slot }: Pick): Pick[] => {
  const others = picks
    .filter((pick) => pick.frame !== frame)
    .map((pick) => (isAngle(slot) && pick.slot === slot ? { ...pick, slot: null } : pick));
  return [...others, { frame, slot }].sort((a, b) => a.frame - b.frame).slice(0, clipLimits.grabs);
};

/** Picked frames with their slots; they live in the address, so a reload or a link keeps them. */
export function usePicks(frames: number) {
  const address = useAddress();
  const [picks, setPicks] = useState(() => readPicks(address.get("picks"), frames));
  const change = (next: Pick[]) => {
    setPicks(next);
    address.set({ picks: writePicks(next) });
  };
  const set = (pick: Pick) => change(withPick(picks, pick));
  const drop = (frame: number) => change(picks.filter((pick) => pick.frame !== frame));
  const toggle = (frame: number) =>
    picks.some((pick) => pick.frame === frame) ? drop(frame) : set({ frame, slot: null });
  return { picks, set, drop, toggle, clear: () => change([]), put: change };
}
export type Picks = ReturnType<typeof usePicks>;
