"use client";

import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { SliderField } from "@/components/ui/slider-field";
import { tip } from "@/components/ui/tip";
import { type LayerAdjustment, neutralAdjustment } from "@/contract/mask/adjustment";
import type { TiledMask } from "@/contract/mask/tiles";
import { CurveField } from "./curve-field";
import type { Layer } from "./layer-words";
import { measureColour } from "./measure-colour";
import type { LayerActs } from "./use-layer-acts";

const REST_MS = 200;
const channels = ["Red", "Green", "Blue"] as const;

interface AdjustmentPanelProps {
  layer: Layer;
  mask: TiledMask | null;
  acts: LayerActs;
  picture: { id: string };
  onClose: () => void;
}

/** White balance, levels, curve and strength of an adjustment layer. It stands beside the picture, which shows each change at once. */
export function AdjustmentPanel({ layer, mask, acts, picture, onClose }: AdjustmentPanelProps) {
  const [how, setHow] = useState<LayerAdjustment>(layer.adjustment ?? neutralAdjustment);
  const [opacity, setOpacity] = useState(layer.opacity);
  const [measuring, setMeasuring] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const first = useRef({ adjustment: layer.adjustment ?? neutralAdjustment, opacity: layer.opacity });
  const unsent = useRef<{ timer: ReturnType<typeof setTimeout>; send: () => void } | null>(null);
  useEffect(() => panel.current?.focus(), []);
  useEffect(
    () => () => {
      if (!unsent.current) return;
      clearTimeout(unsent.current.timer);
      unsent.current.send();
    },
    [],
  );
  const keep = (adjustment: LayerAdjustment, strength: number) => {
    setHow(adjustment);
    setOpacity(strength);
    if (unsent.current) clearTimeout(unsent.current.timer);
    const send = () => {
      unsent.current = null;
      acts.change(layer.id, { adjustment: asStored(adjustment), opacity: strength });
    };
    unsent.current = { send, timer: setTimeout(send, REST_MS) };
  };
  const change = (asked: Partial<LayerAdjustment>) => keep({ ...how, ...asked }, opacity);
  const measure = async (take: "gains" | "levels") => {
    setMeasuring(true);
    try {
      const { gains, black, white } = await measureColour(picture.id, mask);
      change(take === "gains" ? { gains: gains.map(rounded) as [number, number, number] } : { black, white });
    } catch (error) {
      refused({ message: messageOf(error) });
    }
    setMeasuring(false);
  };
  const close = () => {
    const before = first.current;
    if (before.adjustment !== how || before.opacity !== opacity)
      notify({
        title: `Changed ${layer.name}`,
        undo: () => acts.change(layer.id, { ...before, adjustment: asStored(before.adjustment) }),
      });
    onClose();
  };
  return (
    <div
      ref={panel}
      role="dialog"
      aria-label={`Adjustment ${layer.name}`}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
      className="fixed top-26 right-83 z-10 grid max-h-[calc(100vh-17rem)] w-72 content-start gap-3 overflow-y-auto rounded-panel border bg-raised px-3 pb-3 shadow-float outline-none"
    >
      <div className="sticky top-0 z-10 -mx-3 flex items-center gap-2 bg-raised px-3 py-2">
        <h3 className="min-w-0 flex-1 truncate text-sm">{layer.name}</h3>
        <Button
          size="sm"
          variant="quiet"
          onClick={() => keep(neutralAdjustment, 100)}
          {...tip("Everything as the picture is")}
        >
          Reset
        </Button>
        <IconButton label="Close" icon={<X />} onClick={close} className="size-7" />
      </div>
      <div className="flex gap-2">
        <Button
          size="sm"
          busy={measuring}
          onClick={() => void measure("gains")}
          {...tip("Makes the average of the painted part neutral")}
        >
          Auto balance
        </Button>
        <Button
          size="sm"
          busy={measuring}
          onClick={() => void measure("levels")}
          {...tip("Stretches the painted part to black and white")}
        >
          Auto levels
        </Button>
      </div>
      {channels.map((channel, n) => (
        <SliderField
          key={channel}
          label={channel}
          value={rounded(how.gains[n] ?? 1)}
          {...{ min: 0.25, max: 4, step: 0.01, defaultValue: 1 }}
          onChange={(value) =>
            change({ gains: how.gains.map((gain, i) => (i === n ? value : gain)) as [number, number, number] })
          }
        />
      ))}
      <SliderField
        label="Black point"
        value={how.black}
        {...{ min: 0, max: 254, step: 1, defaultValue: 0 }}
        onChange={(black) => change({ black: Math.min(black, how.white - 1) })}
      />
      <SliderField
        label="White point"
        value={how.white}
        {...{ min: 1, max: 255, step: 1, defaultValue: 255 }}
        onChange={(white) => change({ white: Math.max(white, how.black + 1) })}
      />
      <SliderField
        label="Gamma"
        value={how.gamma}
        {...{ min: 0.2, max: 5, step: 0.05, defaultValue: 1 }}
        onChange={(gamma) => change({ gamma })}
      />
      <CurveField value={how.curve} onChange={(curve) => change({ curve })} />
      <SliderField
        label="Saturation"
        value={how.saturation}
        {...{ min: 0, max: 2, step: 0.05, defaultValue: 1 }}
        onChange={(saturation) => change({ saturation })}
      />
      <SliderField
        label="Strength"
        unit="%"
        value={opacity}
        {...{ min: 0, max: 100, step: 1, defaultValue: 100 }}
        onChange={(strength) => keep(how, strength)}
      />
    </div>
  );
}

const rounded = (gain: number): number => Math.round(gain * 100) / 100;

/** Tables of its own: what is sent may be changed by nobody. */
const asStored = ({ gains, curve, ...rest }: LayerAdjustment): LayerAdjustment => ({
  ...rest,
  gains: [...gains],
  curve: curve.map(([from, to]) => [from, to] as const),
});
