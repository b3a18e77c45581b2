import { ReadinessMark } from "@/components/characters/readiness-mark";
import { missingWords, readinessWords } from "./readiness-words";
import type { Outfit } from "./use-package-edits";

/** How full a package is, what that is good for, and which angles are missing by name. */
export function PackageReadiness({ readiness }: Pick<Outfit, "readiness">) {
  const missing = missingWords(readiness);
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
      <ReadinessMark readiness={readiness} size={20} />
      <span>{readinessWords(readiness)}.</span>
      {missing !== "" && <span>{missing}.</span>}
    </div>
  );
}
