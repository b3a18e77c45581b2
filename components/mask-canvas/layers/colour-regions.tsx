"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { SliderField } from "@/components/ui/slider-field";
import { flatColours, type RgbaPicture, regionsByColour } from "@/contract/mask/import";
import { rasterOp } from "@/contract/mask/raster-op";
import { newOpId } from "../engine/op-id";
import type { LayerActs } from "./use-layer-acts";

interface ColourRegionsProps {
  pixels: RgbaPicture;
  acts: LayerActs;
  projectId: string;
  onClose: () => void;
}

type Owner = string;
const skip: Owner = "skip";

const hex = ({ r, g, b }: { r: number; g: number; b: number }) =>
  `#${[r, g, b].map((part) => part.toString(16).padStart(2, "0")).join("")}`;

/** The flat colours of a mat-ID picture, each given to somebody (A71). */
export function ColourRegions({ pixels, acts, projectId, onClose }: ColourRegionsProps) {
  const trpc = useTRPC();
  const { data: people } = useQuery(trpc.characters.list.queryOptions({ projectId }));
  const [tolerance, setTolerance] = useState(48);
  const [owners, setOwners] = useState<Record<string, Owner>>({});
  const [busy, setBusy] = useState(false);
  const colours = useMemo(() => flatColours(pixels, tolerance), [pixels, tolerance]);
  const ownerOf = (colour: string) => owners[colour] ?? "";
  const chosen = colours.filter((colour) => ownerOf(hex(colour)) !== skip);

  const bring = async () => {
    setBusy(true);
    try {
      const masks = regionsByColour(pixels, colours, Math.max(tolerance, 24));
      for (const [n, colour] of colours.entries()) {
        const [owner, mask] = [ownerOf(hex(colour)), masks[n]];
        if (owner === skip || !mask) continue;
        const op = rasterOp(mask, { x: 0, y: 0, w: pixels.width, h: pixels.height }, "add");
        await acts.add({
          ...{ kind: "region", colour: hex(colour), ops: [{ id: newOpId(), op }] },
          ...(owner === "background" && { name: "Background", region: { background: true } }),
          ...(owner !== "" && owner !== "background" && { characterId: owner }),
        });
      }
      onClose();
      notify({ title: chosen.length === 1 ? "One region brought in" : `${chosen.length} regions brought in` });
    } catch {
      setBusy(false); // said already
    }
  };
  return (
    <>
      <SliderField
        label="Tolerance"
        help="Colours nearer to each other than this are one."
        value={tolerance}
        min={8}
        max={160}
        step={4}
        defaultValue={48}
        onChange={setTolerance}
      />
      <ul aria-label="Colours" className="grid max-h-72 gap-1.5 overflow-y-auto">
        {colours.map((colour) => {
          const key = hex(colour);
          return (
            <li key={key} className="flex items-center gap-3">
              <span aria-hidden style={{ backgroundColor: key }} className="size-7 shrink-0 rounded-control" />
              <span className="num w-32 shrink-0 text-xs">
                <span className="code">{key}</span>
                <span className="text-muted">{` ${Math.round(colour.share * 1000) / 10} %`}</span>
              </span>
              <span className="flex-1">
                <Select
                  aria-label={`Who is ${key}`}
                  value={ownerOf(key)}
                  options={[
                    { value: "", label: "A region, nobody yet" },
                    { value: "background", label: "Background" },
                    ...(people ?? []).map(({ id, name }) => ({ value: id, label: name })),
                    { value: skip, label: "Leave out" },
                  ]}
                  onChange={(event) => setOwners({ ...owners, [key]: event.currentTarget.value })}
                />
              </span>
            </li>
          );
        })}
      </ul>
      <Button
        variant="primary"
        busy={busy}
        onClick={() => void bring()}
        className="justify-self-end"
        {...(chosen.length === 0 ? { blocked: "Every colour is left out" } : {})}
      >
        {chosen.length === 1 ? "Bring in one region" : `Bring in ${chosen.length} regions`}
      </Button>
    </>
  );
}
