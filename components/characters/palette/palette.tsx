"use client";

import { Pipette, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { InlineText } from "@/components/script/inline-text";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notify";
import type { Picture } from "@/contract/media";
import type { PaletteColour } from "@/contract/profile/palette";
import type { Change } from "../fact";

const PickerDialog = lazy(() => import("./picker-dialog").then((file) => ({ default: file.PickerDialog })));

interface PaletteProps {
  name: string;
  palette: readonly PaletteColour[];
  /** The character's pictures, to pick from. */
  pictures: readonly Picture[];
  editable: boolean;
  onChange: Change;
}

/** The colours a character is told by, each with what it is of. */
export function Palette({ name, palette, pictures, editable, onChange }: PaletteProps) {
  const [picking, setPicking] = useState(false);
  const save = async (next: PaletteColour[], what: string) => {
    const refusal = await onChange({ palette: next }, what, { palette: [...palette] });
    if (refusal !== undefined) notify({ title: refusal, tone: "danger" });
    return refusal;
  };
  return (
    <div className="grid gap-3">
      {palette.length > 0 ? (
        <ul aria-label={`Palette of ${name}`} className="grid grid-cols-[repeat(auto-fill,minmax(112px,1fr))] gap-3">
          {palette.map(({ hex, name: of }, at) => (
            <li key={`${hex} ${of}`} className="grid min-w-0 gap-1.5">
              <button
                type="button"
                aria-label={`Copy ${hex}${of ? `, ${of}` : ""}`}
                data-tip={`Copy ${hex}`}
                onClick={() => void copy(hex)}
                className="h-14 rounded-picture border border-edge"
                style={{ backgroundColor: hex }}
              />
              <div className="flex min-w-0 items-start justify-between gap-1">
                <div className="min-w-0">
                  <InlineText
                    label={`What ${hex} is of`}
                    value={of}
                    placeholder={editable ? "Of what?" : ""}
                    disabled={!editable}
                    onSave={(text) =>
                      void save(
                        palette.map((colour, index) => (index === at ? { hex, name: text } : colour)),
                        "Palette",
                      )
                    }
                    className="truncate"
                  />
                  <span className="code text-muted">{hex}</span>
                </div>
                {editable && (
                  <IconButton
                    label={`Take out ${of || hex}`}
                    icon={<X />}
                    onClick={() =>
                      void save(
                        palette.filter((_, index) => index !== at),
                        "Palette",
                      )
                    }
                    className="size-7!"
                  />
                )}
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">
          {pictures.length === 0 ? "No colours yet. They are picked from pictures: add one first." : "No colours yet."}
        </p>
      )}
      {editable && pictures.length > 0 && (
        <Button icon={<Pipette />} className="justify-self-start" onClick={() => setPicking(true)}>
          Pick colours from a picture
        </Button>
      )}
      {picking && (
        <Suspense fallback={null}>
          <PickerDialog
            name={name}
            palette={palette}
            pictures={pictures}
            onClose={() => setPicking(false)}
            onAdd={async (colours) => {
              if ((await save([...palette, ...colours], "Palette")) === undefined) setPicking(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

const copy = async (hex: string) => {
  try {
    await navigator.clipboard.writeText(hex);
    notify({ title: `Copied ${hex}`, id: "copy" });
  } catch {
    notify({ title: `The browser does not let this page copy. The colour is ${hex}.`, id: "copy" });
  }
};
