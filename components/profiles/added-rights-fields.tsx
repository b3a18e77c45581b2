"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Rights } from "./package-facts";
import { depictsOptions } from "./rights-words";

interface AddedRightsFieldsProps {
  rights: Rights;
  onRights: (rights: Rights) => void;
}

/** What is said of every picture that is added from now on. */
export function AddedRightsFields({ rights, onRights }: AddedRightsFieldsProps) {
  return (
    <div className="grid gap-3 pt-3">
      <Field label="It shows">
        {(control) => (
          <Select
            {...control}
            value={rights.depicts}
            options={depictsOptions}
            onChange={({ currentTarget: { value } }) =>
              onRights({ ...rights, depicts: depictsOptions.find((one) => one.value === value)?.value ?? "unknown" })
            }
          />
        )}
      </Field>
      <Field label="Source" optional help="Who made them or where they are from.">
        {(control) => (
          <Input
            {...control}
            value={rights.source}
            maxLength={300}
            placeholder="Photographed by Ola Berg"
            onChange={({ currentTarget }) => onRights({ ...rights, source: currentTarget.value })}
          />
        )}
      </Field>
      <Field label="Licence" optional>
        {(control) => (
          <Input
            {...control}
            value={rights.licence}
            maxLength={300}
            placeholder="CC BY 4.0"
            onChange={({ currentTarget }) => onRights({ ...rights, licence: currentTarget.value })}
          />
        )}
      </Field>
      <Checkbox
        label="The people shown have agreed to this use"
        checked={rights.consent}
        onChange={({ currentTarget }) => onRights({ ...rights, consent: currentTarget.checked })}
      />
    </div>
  );
}
