"use client";

import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";

/** The canvas of another version, with the pass in hand kept. */
export function useCanvasHref(): (versionId: string) => string {
  const { href } = useProject();
  const pass = useAddress().get("pass");
  return (versionId) => `${href}/masks/${versionId}${pass === "" ? "" : `?pass=${encodeURIComponent(pass)}`}`;
}
