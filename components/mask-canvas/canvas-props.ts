import type { PassForm } from "@/components/pass-form/describe-pass";
import type { Crumb } from "@/components/shell/top-bar";

/** What the page hands to the canvas. */
export interface CanvasProps {
  versionId: string;
  /** Of the version: seen before the engine is here. */
  picture: { id: string; width: number; height: number };
  crumbs: readonly Crumb[];
  passes: readonly PassForm[];
}
