import Link from "next/link";
import { Thumb } from "@/components/media/thumb";
import type { Output } from "@/components/trpc";
import { angleIds, slotTitle } from "@/contract/profile/angles";
import { ReadinessMark } from "./readiness-mark";

interface CoverageSummaryProps {
  outfit: Output["characters"]["get"]["packages"][number];
  href: string;
  /** Its name is said where there is more than one outfit. */
  named: boolean;
}

/** What of a package is there and what is missing, by name; all of it leads to the package. */
export function CoverageSummary({ outfit: { name, images, readiness }, href, named }: CoverageSummaryProps) {
  const missing = readiness.missing.map(slotTitle);
  return (
    <Link href={href} className="group grid gap-2 rounded-picture">
      <span className="flex flex-wrap items-center justify-between gap-x-4">
        {named && <span>{name}</span>}
        <ReadinessMark readiness={readiness} size={20} />
      </span>
      <span className="grid grid-cols-9 gap-1 max-sm:grid-cols-5">
        {angleIds.map((angle) => {
          const picture = images.find(({ slot }) => slot === angle)?.picture ?? null;
          return picture ? (
            <Thumb key={angle} media={picture} alt={slotTitle(angle)} ratio={4 / 5} sizes="96px" />
          ) : (
            <span
              key={angle}
              className="grid aspect-[4/5] place-items-center rounded-picture border border-edge border-dashed p-0.5 text-center text-[10px] text-muted leading-3"
            >
              {slotTitle(angle)}
            </span>
          );
        })}
      </span>
      <span className="text-muted text-xs">
        {missing.length === 0 ? "Every angle is there." : `Missing: ${missing.join(", ")}.`}{" "}
        <span className="text-text underline-offset-2 group-hover:underline">Open the package</span>
      </span>
    </Link>
  );
}
