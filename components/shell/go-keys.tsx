"use client";

import { useRouter } from "next/navigation";
import { useShortcuts } from "@/components/shell/shortcuts";

export interface GoKey {
  keys: string;
  label: string;
  href: string;
}

/** Binds "g then …" to pages that exist: give it only those. */
export function GoKeys({ places }: { places: readonly GoKey[] }) {
  const router = useRouter();
  useShortcuts(
    "Global",
    Object.fromEntries(
      places.map(({ keys, label, href }) => [keys, { label: `Go to ${label}`, run: () => router.push(href) }]),
    ),
  );
  return null;
}
