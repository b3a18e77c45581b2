import { readinessTone } from "@/components/characters/readiness-mark";
import { Ring } from "@/components/ui/ring";
import { missingWords, readinessWords } from "./readiness-words";
import type { Outfit } from "./use-package-edits";

/** How full a package is, what that is good for, and which angles are missing by name. */
export function PackageReadiness({ readiness }: Pick<Outfit, "readiness">) {
  const missing = missingWords(readiness);
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
      <span className="flex items-center gap-2">
        <Ring
          value={readiness.have}
          total={readiness.of}
          label="angles"
          size={20}
          tone={readinessTone(readiness.word)}
        />
        <span>
          <span className="num text-text">
            {readiness.have} of {readiness.of} angles
          </span>
          . {readinessWords(readiness)}.
        </span>
      </span>
      {missing !== "" && <span>{missing}.</span>}
    </div>
  );
}
