"use client";

import { createContext, useContext, useRef, useSyncExternalStore } from "react";
import type { Output } from "@/components/trpc";
import type { Unpacked } from "@/contract/packed-rows";
import type { PackageStore } from "./package-store";

type Answer = Output["profiles"]["get"];
type PackedOutfit = NonNullable<Answer["outfit"]>;
export type PackageImage = Unpacked<PackedOutfit["images"]>;
export type Outfit = Omit<PackedOutfit, "images"> & { images: readonly PackageImage[] };
export type PackageAnswer = Omit<Answer, "outfit"> & { outfit: Outfit | null };
export type Store = PackageStore<PackageImage>;

const StoreContext = createContext<Store | null>(null);
export const StoreProvider = StoreContext.Provider;

export const useStore = (): Store => {
  const store = useContext(StoreContext);
  if (!store) throw new Error("useStore() belongs inside the package editor");
  return store;
};

/** One picture as it stands now; repaints only when it changes. */
export const useImage = (id: string): PackageImage | undefined => {
  const store = useStore();
  const read = () => store.image(id);
  return useSyncExternalStore((listener) => store.subscribe(id, listener), read, read);
};

/** "focused selected" of one picture, as one word: repaints only when it changes. */
export const useMarks = (id: string): { focused: boolean; selected: boolean } => {
  const store = useStore();
  const read = () => (store.focus() === id ? 1 : 0) + (store.selection().has(id) ? 2 : 0);
  const marks = useSyncExternalStore((listener) => store.subscribe(id, listener), read, read);
  return { focused: (marks & 1) === 1, selected: (marks & 2) === 2 };
};

/** Something computed of all pictures; repaints only when `same` says that it differs. */
export function useOfAll<T>(compute: (images: readonly PackageImage[]) => T, same = Object.is as Same<T>): T {
  const store = useStore();
  const last = useRef<{ of: readonly PackageImage[]; with: typeof compute; value: T } | null>(null);
  const read = () => {
    const images = store.all();
    const was = last.current;
    if (was && was.of === images && was.with === compute) return was.value;
    const value = computed(images, compute);
    const kept = was && same(was.value, value) ? was.value : value;
    last.current = { of: images, with: compute, value: kept };
    return kept;
  };
  return useSyncExternalStore((listener) => store.subscribe("all", listener), read, read);
}
type Same<T> = (a: T, b: T) => boolean;

// Every picture that stands in a slot asks for the middle of all: it is found once for them.
const known = new WeakMap<readonly PackageImage[], Map<unknown, unknown>>();
function computed<T>(images: readonly PackageImage[], compute: (images: readonly PackageImage[]) => T): T {
  const of = known.get(images) ?? new Map<unknown, unknown>();
  known.set(images, of);
  if (!of.has(compute)) of.set(compute, compute(images));
  return of.get(compute) as T;
}

export const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

export const useFocus = (): string | null => {
  const store = useStore();
  return useSyncExternalStore((listener) => store.subscribe("focus", listener), store.focus, store.focus);
};

export const useSelection = (): ReadonlySet<string> => {
  const store = useStore();
  return useSyncExternalStore((listener) => store.subscribe("selection", listener), store.selection, store.selection);
};
