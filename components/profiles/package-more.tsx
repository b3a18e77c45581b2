import { Archive, ArrowLeft, ArrowRight, History, Package, Pencil, Save } from "lucide-react";
import type { ReactNode } from "react";
import type { MenuItem } from "@/components/ui/menu-list";
import { type PackageStatus, packageSteps } from "@/contract/profile/package";
import type { PackageActs } from "./use-package-acts";
import type { Outfit, PackageAnswer } from "./use-package-store";

export type DialogName = "new" | "edit" | "revisions" | "dataset";

export interface PackageHeaderProps {
  answer: PackageAnswer;
  outfit: Outfit;
  /** May change pictures and words now. */
  editable: boolean;
  /** May add outfits and ask for review: an artist, also while the package is locked. */
  works: boolean;
  decides: boolean;
  acts: PackageActs;
  onOutfit: (id: string) => void;
  /** The "Add pictures" menu. */
  add: ReactNode;
}

interface MoreProps extends Pick<PackageHeaderProps, "answer" | "outfit" | "editable" | "works" | "decides"> {
  open: (name: DialogName) => void;
  setStatus: (to: PackageStatus) => void;
  shift: (by: -1 | 1) => unknown;
  archive: (archived: boolean) => unknown;
}

/** What else can be done with a package as a whole. Loaded when somebody reaches for the menu. */
export function moreItems({
  answer,
  outfit,
  editable,
  works,
  decides,
  open,
  setStatus,
  shift,
  archive,
}: MoreProps): MenuItem[] {
  const live = answer.outfits.filter(({ archivedAt }) => archivedAt === null);
  const at = live.findIndex(({ id }) => id === outfit.id);
  const steps = packageSteps[outfit.status].slice(1).filter((step) => works && (decides || !step.decides));
  const archived = outfit.archivedAt !== null;
  return [
    ...(editable ? [{ key: "edit", label: "Edit outfit…", icon: <Pencil />, onSelect: () => open("edit") }] : []),
    { key: "revisions", label: "Revisions…", icon: <History />, onSelect: () => open("revisions") },
    { key: "dataset", label: "Make a dataset…", icon: <Package />, onSelect: () => open("dataset") },
    ...(steps.length > 0 && !archived ? [{ key: "steps", separator: true as const, label: "Decide" }] : []),
    ...(archived
      ? []
      : steps.map(({ to, label }) => ({ key: `to ${to}`, label, icon: <Save />, onSelect: () => setStatus(to) }))),
    ...(works && live.length > 1 && at >= 0
      ? [
          { key: "order", separator: true as const, label: "Outfit" },
          ...(at > 0 ? [{ key: "left", label: "Move left", icon: <ArrowLeft />, onSelect: () => void shift(-1) }] : []),
          ...(at < live.length - 1
            ? [{ key: "right", label: "Move right", icon: <ArrowRight />, onSelect: () => void shift(1) }]
            : []),
        ]
      : []),
    ...(works && outfit.status !== "locked"
      ? [
          archived
            ? { key: "back", label: "Bring the outfit back", icon: <Archive />, onSelect: () => void archive(false) }
            : {
                ...{ key: "archive", label: "Archive outfit", icon: <Archive />, onSelect: () => void archive(true) },
                ...(live.length < 2 ? { blocked: "It is the only outfit." } : {}),
              },
        ]
      : []),
  ];
}
