import { Film, Scissors } from "lucide-react";
import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode } from "react";
import type { Slot } from "@/contract/profile/angles";

/** What a dialog of the "Add pictures" menu gets. It adds with `profiles.addImages` and tells which pictures came. */
export interface AddSourceProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  projectId: string;
  character: { id: string; code: string; name: string };
  packageId: string;
  /** Said of everything that is added from this page now. */
  rights: {
    source: string;
    licence: string;
    consent: boolean;
    depicts: "unknown" | "person" | "drawn" | "rendered" | "generated";
  };
  /** Angles that hold a picture already, with its id. */
  filled: ReadonlyMap<Slot, string>;
  /** Call with the ids the server gave, after adding: the page refreshes, focuses the first and offers the undo. */
  onAdded: (imageIds: readonly string[]) => void;
}

export interface AddSource {
  key: string;
  /** As in the menu: "Split a sheet…". */
  label: string;
  icon: ReactNode;
  /** Loaded when first chosen. */
  Dialog: LazyExoticComponent<ComponentType<AddSourceProps>>;
}

/** Ways in beside upload and paste. Each area that has one adds it here. */
export const addSources: readonly AddSource[] = [
  {
    key: "clip",
    label: "From a clip…",
    icon: <Film />,
    Dialog: lazy(() => import("@/components/clips/clip-source").then((file) => ({ default: file.ClipSource }))),
  },
  {
    key: "sheet",
    label: "Split a sheet…",
    icon: <Scissors />,
    Dialog: lazy(() => import("@/components/sheets/sheet-source").then((file) => ({ default: file.SheetSource }))),
  },
];
