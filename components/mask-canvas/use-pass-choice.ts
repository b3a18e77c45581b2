"use client";

import { useState } from "react";
import type { PassForm } from "@/components/pass-form/describe-pass";
import { startValues } from "@/components/pass-form/field-values";
import { takeHandedOver } from "@/components/pass-form/hand-over";
import { useAddress } from "@/components/studio/use-address";
import type { Params } from "@/contract/passes/active-fields";

/** What a person set for one pass; kept while they look at another. */
export type PassChoice = {
  values: Params;
  count: number;
  /** For a pass that may work inside the mask or everywhere. */
  inside: boolean;
  roughAllowed: boolean;
  /** Mask pictures in further slots, by slot. */
  masks: Record<string, string>;
  /** One request for each step from a touch to something else. */
  ladder?: boolean;
  /** Hand over the painted regions, to a pass that takes them; left out: yes. */
  regions?: boolean;
};

const untouched: Omit<PassChoice, "values"> = { count: 1, inside: true, roughAllowed: true, masks: {} };
const firstPass = "patch-fill";

/** The chosen pass (kept in the address) and its settings. */
export function usePassChoice(passes: readonly PassForm[]) {
  const { get, set } = useAddress();
  const [choices, setChoices] = useState<Record<string, PassChoice>>(() => {
    const given = takeHandedOver();
    return given ? { [given.pass]: { ...untouched, values: given.values } } : {};
  });
  const pass = passes.find(({ id }) => id === get("pass")) ?? passes.find(({ id }) => id === firstPass) ?? passes[0];
  if (!pass) throw new Error("The catalogue of passes is empty");
  const choice = choices[pass.id] ?? { ...untouched, values: startValues(pass.fields) };
  return {
    pass,
    choice,
    choosePass: (id: string, values: Params = {}) => {
      const next = passes.find((one) => one.id === id);
      if (next && Object.keys(values).length > 0)
        setChoices((now) => {
          const before = now[id] ?? { ...untouched, values: startValues(next.fields) };
          return { ...now, [id]: { ...before, values: { ...before.values, ...values } } };
        });
      set({ pass: id });
    },
    change: (change: Partial<PassChoice>) => setChoices((now) => ({ ...now, [pass.id]: { ...choice, ...change } })),
  };
}
