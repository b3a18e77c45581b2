"use client";

import type { Shortcut } from "@/components/shell/shortcut-registry";
import { useShortcuts } from "@/components/shell/shortcuts";
import { angleIds, slotTitle } from "@/contract/profile/angles";
import type { Group } from "@/contract/profile/duplicates";
import { focusPicture } from "./picture-keys";
import type { PackageActs } from "./use-package-acts";
import type { Store } from "./use-package-store";

interface PackageKeys {
  store: Store;
  acts: PackageActs;
  editable: boolean;
  duplicates: readonly Group[];
  compare: (ids: readonly string[]) => void;
  onAdd: () => void;
  onLook: () => void;
  onView: () => void;
}

/** The triage keys of a package: what is selected, or else the picture in hand. */
export function usePackageKeys({ store, acts, editable, duplicates, compare, onAdd, onLook, onView }: PackageKeys) {
  const inHand = (): string[] => {
    const focus = store.focus();
    return store.selection().size > 0 ? [...store.selection()] : focus === null ? [] : [focus];
  };
  /** Runs an act on the picture in hand and goes on to the next candidate. */
  const goingOn = (act: (ids: string[]) => void) => {
    const ids = inHand();
    const next = ids.length === 1 && ids[0] !== undefined ? store.nextInTray(ids[0]) : undefined;
    act(ids);
    if (next !== undefined) focusPicture(store, next);
  };
  const judge = (label: string, keep: boolean | null): Shortcut => ({
    label,
    repeat: true,
    run: () => (keep === null ? acts.judge(inHand(), null) : goingOn((ids) => acts.judge(ids, keep))),
  });
  const nextUndecided = (by: 1 | -1) => {
    const open = store.all().filter(({ slot, keep }) => slot === null && keep === null);
    const at = open.findIndex(({ id }) => id === store.focus());
    const next = open[at < 0 ? (by === 1 ? 0 : open.length - 1) : (at + by + open.length) % open.length];
    if (next) focusPicture(store, next.id);
  };
  const compareInHand = () => {
    const chosen = [...store.selection()];
    if (chosen.length === 2) return compare(chosen);
    const focus = store.focus();
    const image = focus === null ? undefined : store.image(focus);
    if (!image) return compare([]);
    // Beside what it is too alike to, else beside the candidate next to it.
    const alike = duplicates.find(({ ids }) => ids.includes(image.id))?.ids.find((id) => id !== image.id);
    const other = alike ?? store.nextInTray(image.id);
    compare(other ? [image.id, other] : []);
  };
  const swapBest = async () => {
    const { swapOf } = await import("./swap-best");
    const focus = store.focus();
    const group = duplicates.find(({ ids }) => focus !== null && ids.includes(focus)) ?? duplicates[0];
    const { best, slot } = swapOf(group?.ids.flatMap((id) => store.image(id) ?? []) ?? []);
    if (best && slot) void acts.place(best.id, slot);
  };
  const place = (slot: (typeof angleIds)[number] | null): Shortcut => ({
    label: slot ? `Put in ${slotTitle(slot)}` : "Back to the candidates",
    quiet: slot !== null,
    when: () => inHand().length === 1,
    run: () => goingOn(([id]) => id !== undefined && void acts.place(id, slot)),
  });
  useShortcuts("Package", {
    Space: { label: "Look closer", run: onLook },
    c: { label: "Compare two", run: compareInHand },
    v: { label: "Next view", run: onView },
    x: { label: "Select picture", run: () => store.focus() !== null && store.toggle(store.focus() ?? "") },
    "Mod+a": {
      label: "Select all candidates",
      run: () => store.select(store.all().flatMap(({ id, slot }) => (slot === null ? id : []))),
    },
    Escape: {
      label: "Clear selection",
      quiet: true,
      when: () => store.selection().size > 0,
      run: () => store.select([]),
    },
    n: { label: "Next undecided", repeat: true, run: () => nextUndecided(1) },
    "Shift+n": { label: "Previous undecided", repeat: true, run: () => nextUndecided(-1) },
    ...(editable
      ? {
          a: { label: "Add pictures", run: onAdd },
          k: judge("Keep", true),
          j: judge("Discard", false),
          u: judge("Undecided", null),
          s: { label: "Swap best of duplicates", run: () => void swapBest() },
          "Delete, Backspace": {
            label: "Remove picture",
            when: () => inHand().length > 0,
            run: () => goingOn((ids) => void acts.remove(ids)),
          },
          "Mod+z": { label: "Undo", run: () => void acts.undo() },
          0: place(null),
          ...Object.fromEntries(angleIds.map((slot, at) => [String(at + 1), place(slot)])),
        }
      : {}),
  });
  return { compareInHand };
}
