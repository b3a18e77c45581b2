"use client";

import { Ellipsis, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { statusWords } from "@/components/characters/statuses";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { Ring } from "@/components/ui/ring";
import { StatusPill } from "@/components/ui/status-pill";
import { tabClass, tabListClass } from "@/components/ui/tab-class";
import { usePart } from "@/components/ui/use-part";
import { angleIds } from "@/contract/profile/angles";
import { type PackageStatus, packageSteps, withoutConsent } from "@/contract/profile/package";
import { rightsUnsaid, unsaidWords } from "@/contract/profile/rights";
import type { DialogName, PackageHeaderProps } from "./package-more";
import { useOutfitActs } from "./use-outfit-acts";
import { type Outfit, useStore } from "./use-package-store";

const NewOutfitDialog = lazy(() => import("./new-outfit-dialog").then((file) => ({ default: file.NewOutfitDialog })));
const OutfitDialog = lazy(() => import("./outfit-dialog").then((file) => ({ default: file.OutfitDialog })));
const RevisionsDialog = lazy(() => import("./revisions-dialog").then((file) => ({ default: file.RevisionsDialog })));
const ApproveDialog = lazy(() =>
  import("@/components/characters/approve-dialog").then((file) => ({ default: file.ApproveDialog })),
);
const DatasetDialog = lazy(() => import("./dataset-dialog").then((file) => ({ default: file.DatasetDialog })));

const loadMore = () => import("./package-more").then((file) => file.moreItems);

/** Whose package, which outfit, how far it is decided, and what can be done with it as a whole. */
export function PackageHeader({ answer, outfit, editable, works, decides, acts, onOutfit, add }: PackageHeaderProps) {
  const { character, outfits } = answer;
  const [dialog, setDialog] = useState<DialogName>();
  // Loaded when first opened; they stay for their closing.
  const [opened, setOpened] = useState<readonly DialogName[]>([]);
  const open = (name: DialogName) => {
    setOpened((now) => (now.includes(name) ? now : [...now, name]));
    setDialog(name);
  };
  const shared = (name: DialogName) => ({
    open: dialog === name,
    onOpenChange: (next: boolean) => setDialog(next ? name : undefined),
  });
  const [moreItems, wantMore] = usePart(loadMore);
  const outfitActs = useOutfitActs({ answer, outfit, acts, onOutfit });
  const store = useStore();
  const [unsaid, setUnsaid] = useState<readonly string[]>([]);
  const step = (to: PackageStatus) => {
    const images = store.all();
    // A person without consent is refused anyway, naming the picture: nothing is asked before that.
    const asks = to === "approved" && outfit.status === "in review" && withoutConsent(images).length === 0;
    const lines = asks ? unsaidWords(rightsUnsaid(images)) : [];
    if (lines.length > 0) setUnsaid(lines);
    else void outfitActs.setStatus(to);
  };
  return (
    <header className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="mr-auto text-xl">Package of {character.name}</h1>
        <StatusLine outfit={outfit} />
        <StatusStep {...{ outfit, works, decides }} onStep={step} />
        {editable && add}
        <Menu
          label="More for this package"
          align="end"
          items={moreItems?.({ answer, outfit, editable, works, decides, open, ...outfitActs, setStatus: step })}
          onReach={wantMore}
          trigger={(attributes) => <IconButton {...attributes} label="More for this package" icon={<Ellipsis />} />}
        />
      </div>
      <div className={tabListClass}>
        {outfits.map(({ id, name, filled, archivedAt }) => (
          <button
            key={id}
            type="button"
            aria-current={id === outfit.id ? "page" : undefined}
            onClick={() => onOutfit(id)}
            className={tabClass(id === outfit.id)}
          >
            <Ring value={filled} total={angleIds.length} label={`angles of ${name}`} size={14} />
            {name}
            {archivedAt !== null && <span className="text-muted text-xs">archived</span>}
          </button>
        ))}
        {works && (
          <button type="button" className={tabClass(false)} onClick={() => open("new")}>
            <Plus aria-hidden className="size-3.5 stroke-[1.5]" />
            Add outfit
          </button>
        )}
      </div>
      <Suspense fallback={null}>
        {opened.includes("new") && <NewOutfitDialog {...shared("new")} onCreate={outfitActs.create} />}
        {opened.includes("edit") && (
          <OutfitDialog key={outfit.revision} {...shared("edit")} outfit={outfit} onSave={outfitActs.save} />
        )}
        {opened.includes("revisions") && (
          <RevisionsDialog {...shared("revisions")} packageId={outfit.id} editable={editable} acts={acts} />
        )}
        {opened.includes("dataset") && (
          <DatasetDialog {...shared("dataset")} packageId={outfit.id} editable={works} acts={acts} />
        )}
        {unsaid.length > 0 && (
          <ApproveDialog
            what={`the package ${outfit.name}`}
            unsaid={unsaid}
            onApprove={() => outfitActs.setStatus("approved")}
            onClose={() => setUnsaid([])}
          />
        )}
      </Suspense>
    </header>
  );
}

function StatusLine({ outfit }: { outfit: Outfit }) {
  const { status, approvedRevision, changedSinceApproval } = outfit;
  const { label, tone } = statusWords[status];
  const version = approvedRevision === null ? "" : `v${String(approvedRevision).padStart(3, "0")}`;
  return (
    <span className="flex items-center gap-2">
      {version !== "" && (
        <span className="text-muted text-xs">
          <span className="font-mono">{version}</span> approved
          {changedSinceApproval > 0 &&
            `, ${changedSinceApproval} ${changedSinceApproval === 1 ? "change" : "changes"} since`}
        </span>
      )}
      <StatusPill tone={tone} label={label} />
    </span>
  );
}

interface StatusStepProps {
  outfit: Outfit;
  works: boolean;
  decides: boolean;
  onStep: (to: PackageStatus) => void;
}

/** The next step, for whoever may take it; the others are in the menu. */
function StatusStep({ outfit, works, decides, onStep }: StatusStepProps) {
  const [step] = packageSteps[outfit.status];
  if (!step || !works || outfit.archivedAt !== null) return null;
  if (step.decides && !decides)
    return outfit.status === "in review" ? <span className="text-muted text-xs">A supervisor approves it</span> : null;
  return (
    <Button variant={step.to === "approved" ? "primary" : "secondary"} onClick={() => onStep(step.to)}>
      {step.label}
    </Button>
  );
}
