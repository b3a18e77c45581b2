"use client";

import { CopyCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { slotTitle } from "@/contract/profile/angles";
import type { Group } from "@/contract/profile/duplicates";
import { PictureCell } from "./picture-cell";
import type { PicturesProps } from "./slots-view";
import { swapOf } from "./swap-best";
import type { PackageActs } from "./use-package-acts";
import { useStore } from "./use-package-store";

interface DuplicatesViewProps extends Pick<PicturesProps, "of" | "heroId" | "editable" | "onLook"> {
  groups: readonly Group[];
  acts: PackageActs;
  onCompare: (ids: readonly string[]) => void;
}

/** Pictures that are one picture twice, or nearly one angle twice: side by side, the best marked. Advice, nothing blocks. */
export function DuplicatesView({ groups, ...rest }: DuplicatesViewProps) {
  if (groups.length === 0)
    return (
      <EmptyState
        size="inline"
        icon={<CopyCheck />}
        title="No two pictures are too alike"
        body="The two full profiles may mirror each other; any other pair of one picture or one angle is listed here."
      />
    );
  return (
    <ul className="grid gap-6">
      {groups.map((group) => (
        <li key={group.ids.join()}>
          <GroupRow group={group} {...rest} />
        </li>
      ))}
    </ul>
  );
}

function GroupRow({
  group,
  of,
  heroId,
  editable,
  onLook,
  acts,
  onCompare,
}: Omit<DuplicatesViewProps, "groups"> & { group: Group }) {
  const store = useStore();
  const images = group.ids.flatMap((id) => store.image(id) ?? []);
  const { best, slot, left } = swapOf(images);
  const words = [...new Set(group.pairs.map((pair) => pair.words))].join(" · ");
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="text-sm">{words}</h3>
        <div className="ml-auto flex flex-wrap gap-2">
          <Button size="sm" variant="quiet" onClick={() => onCompare(group.ids.slice(0, 2))}>
            Compare
          </Button>
          {editable && best && slot && (
            <Button size="sm" onClick={() => void acts.place(best.id, slot)}>
              Put the best in {slotTitle(slot)}
            </Button>
          )}
          {editable && left.length > 0 && (
            <Button size="sm" onClick={() => acts.judge(left, false)}>
              {left.length === 1 ? "Discard the other" : `Discard the other ${left.length}`}
            </Button>
          )}
        </div>
      </div>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(140px,180px))] gap-3">
        {images.map(({ id, slot: at, picture, checks }, n) => (
          <div key={id} className="grid content-start gap-1">
            <PictureCell {...{ id, heroId, editable, onLook }} label={`Alike ${n + 1} of ${of}`} sizes="180px" first />
            <span className="flex flex-wrap items-center gap-1.5 text-[11px] text-muted leading-4">
              {at ? slotTitle(at) : "Candidate"}
              <span className="num">
                {picture.width} × {picture.height}
                {checks && ` · sharpness ${Math.round(checks.sharpness)}`}
              </span>
              {id === best?.id && <Badge>best</Badge>}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
