"use client";

import { Columns2, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { usualExpressions, usualLightings } from "@/contract/profile/coverage";
import { Row } from "./detail-row";
import type { Facts } from "./package-facts";
import { WordField } from "./picture-fields";
import { depictsOptions } from "./rights-words";
import type { PackageActs } from "./use-package-acts";
import { useStore } from "./use-package-store";

interface SeveralPanelProps {
  ids: readonly string[];
  editable: boolean;
  acts: PackageActs;
  onCompare: () => void;
}

/** What can be done with several pictures at once. */
export function SeveralPanel({ ids, editable, acts, onCompare }: SeveralPanelProps) {
  const store = useStore();
  const all = (set: Facts, what: string) =>
    acts.tell(
      ids.map((imageId) => ({ imageId, set })),
      what,
    );
  return (
    <section aria-label="Selected pictures" className="grid content-start gap-3">
      <div className="flex items-center justify-between gap-2">
        <h2 className="num text-sm">{ids.length} pictures selected</h2>
        <Button size="sm" variant="quiet" onClick={() => store.select([])}>
          Clear
        </Button>
      </div>
      {editable && (
        <>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" keys="k" onClick={() => acts.judge(ids, true)}>
              Keep
            </Button>
            <Button size="sm" keys="j" onClick={() => acts.judge(ids, false)}>
              Discard
            </Button>
            <Button size="sm" keys="u" onClick={() => acts.judge(ids, null)}>
              Undecided
            </Button>
            <Button size="sm" icon={<Trash2 />} onClick={() => void acts.remove(ids)}>
              Remove
            </Button>
          </div>
          <div className="grid grid-cols-2 gap-2">
            <WordField
              label="Light of all"
              value=""
              usual={usualLightings}
              editable
              onSave={(lighting) => void all({ lighting }, "Light")}
            />
            <WordField
              label="Expression of all"
              value=""
              usual={usualExpressions}
              editable
              onSave={(expression) => void all({ expression }, "Expression")}
            />
          </div>
          <Row label="They show">
            {(control) => (
              <Select
                {...control}
                value=""
                placeholder="Choose for all"
                options={depictsOptions}
                onChange={({ currentTarget: { value } }) => {
                  const chosen = depictsOptions.find((one) => one.value === value);
                  if (chosen) void all({ depicts: chosen.value }, "What they show");
                }}
              />
            )}
          </Row>
          <Button size="sm" variant="quiet" onClick={() => void all({ consent: true }, "Consent")}>
            The people shown have agreed
          </Button>
        </>
      )}
      {ids.length === 2 && (
        <Button size="sm" keys="c" icon={<Columns2 />} onClick={onCompare}>
          Compare the two
        </Button>
      )}
    </section>
  );
}
