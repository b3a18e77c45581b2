"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import type { PackageActs } from "./use-package-acts";
import type { PackageImage } from "./use-package-store";

interface SignOffProps {
  image: PackageImage;
  editable: boolean;
  decides: boolean;
  acts: PackageActs;
}

/** Close enough, and in what it is not: known deviations are noted by whoever edits, the sign-off is a supervisor's. */
export function SignOff({ image, editable, decides, acts }: SignOffProps) {
  const { id, deviations, signedOffAt, signedOffBy } = image;
  const field = useId();
  const [text, setText] = useState(deviations);
  const changed = text.trim() !== deviations;
  return (
    <div className="grid gap-1.5 border-t pt-3">
      <label htmlFor={field} className="text-muted text-xs">
        Known deviations
      </label>
      <Textarea
        id={field}
        rows={2}
        value={text}
        readOnly={!editable}
        placeholder="Left ear lower than in the others"
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div className="flex flex-wrap items-center gap-2">
        {editable && changed && (
          <Button
            size="sm"
            onClick={() => void acts.tell([{ imageId: id, set: { deviations: text.trim() } }], "Known deviations")}
          >
            Save note
          </Button>
        )}
        {editable && decides && (
          <Button size="sm" onClick={() => void acts.signOff(id, signedOffAt === null, text.trim())}>
            {signedOffAt === null ? "Sign off" : "Take sign-off back"}
          </Button>
        )}
        {signedOffAt !== null && <span className="text-muted text-xs">Signed off by {signedOffBy ?? "someone"}</span>}
      </div>
    </div>
  );
}
