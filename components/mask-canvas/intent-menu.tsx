"use client";

import { Wand } from "lucide-react";
import type { PassForm } from "@/components/pass-form/describe-pass";
import type { Availability } from "@/components/pass-form/pass-picker";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import type { Params } from "@/contract/passes/active-fields";
import { chooseFor, intentNames, intents } from "./intents";

interface IntentMenuProps {
  passes: readonly PassForm[];
  offers: readonly Availability[];
  coverage: number;
  onChoose: (pass: string, values: Params) => void;
}

/** What one wants done; it finds the pass and its parameters, or says why nothing can do it. */
export function IntentMenu({ passes, offers, coverage, onChoose }: IntentMenuProps) {
  const items = intents.map((intent) => {
    const chosen = chooseFor(intent, passes, offers, coverage);
    const label = intentNames[intent];
    return "why" in chosen
      ? { key: intent, label, blocked: chosen.why }
      : { key: intent, label, onSelect: () => onChoose(chosen.pass, chosen.values) };
  });
  return (
    <Menu
      label="What to do"
      items={items}
      trigger={(attributes) => (
        <Button {...attributes} icon={<Wand />} className="w-full justify-start">
          What to do
        </Button>
      )}
    />
  );
}
