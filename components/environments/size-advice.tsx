"use client";

import { useState } from "react";
import { useProject } from "@/components/studio/project";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SliderField } from "@/components/ui/slider-field";
import { panoramaAdvice, plateAdvice } from "@/contract/environment/plate-advice";
import { commonFrames, frameWords, readFrameSize } from "@/contract/frame-size";
import type { Plate } from "./use-environment-edits";

/** Is a picture large enough for a camera move? Pixels needed against pixels there. */
export function SizeAdvice({ plates }: { plates: readonly Plate[] }) {
  const choices = plates.filter(({ role }) => role !== "depth");
  const [plateId, setPlateId] = useState(choices[0]?.id ?? "");
  const { frame } = useProject();
  const [output, setOutput] = useState(frameWords(frame));
  const others = commonFrames.filter((size) => frameWords(size) !== frameWords(frame));
  const outputs = [
    { value: frameWords(frame), label: `This film, ${frameWords(frame)}` },
    ...others.map((size) => ({ value: frameWords(size), label: `${size.name}, ${frameWords(size)}` })),
  ];
  const [pan, setPan] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [fov, setFov] = useState(60);
  const plate = choices.find(({ id }) => id === plateId) ?? choices[0];
  if (!plate) return <p className="text-muted">Add a plate first, then its size can be judged.</p>;
  const { width, height } = readFrameSize(output) ?? frame;
  const round = plate.role === "panorama";
  const flat = plateAdvice(plate.picture, { width, height }, { panX: pan.x, panY: pan.y, zoom });
  const all = panoramaAdvice(plate.picture, width, fov);
  const enough = round ? all.enough : flat.verdict === "enough";
  const number = (event: { currentTarget: HTMLInputElement }) => {
    const value = event.currentTarget.valueAsNumber;
    return Number.isFinite(value) ? Math.max(-100_000, Math.min(100_000, Math.round(value))) : 0;
  };
  return (
    <div className="grid gap-3">
      <Field label="Picture">
        {(control) => (
          <Select
            {...control}
            value={plate.id}
            options={choices.map(({ id, name, angle }) => ({ value: id, label: angle || name }))}
            onChange={({ currentTarget }) => setPlateId(currentTarget.value)}
          />
        )}
      </Field>
      <Field label="Output">
        {(control) => (
          <Select
            {...control}
            value={output}
            options={outputs}
            onChange={({ currentTarget }) => setOutput(currentTarget.value)}
          />
        )}
      </Field>
      {round ? (
        <SliderField label="Field of view" unit="°" value={fov} min={15} max={110} step={1} onChange={setFov} />
      ) : (
        <>
          <div className="grid grid-cols-2 gap-3">
            <Field label="Pan across" unit="px">
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  value={pan.x}
                  step={120}
                  onChange={(event) => setPan({ ...pan, x: number(event) })}
                />
              )}
            </Field>
            <Field label="Pan up or down" unit="px">
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  value={pan.y}
                  step={120}
                  onChange={(event) => setPan({ ...pan, y: number(event) })}
                />
              )}
            </Field>
          </div>
          <SliderField
            label="Closest zoom"
            unit="×"
            value={zoom}
            min={1}
            max={8}
            step={0.1}
            onChange={(next) => setZoom(Math.round(next * 10) / 10)}
            help={
              flat.zoomCarried < 1
                ? "This picture does not carry the pan alone."
                : `This picture carries ${Math.floor(flat.zoomCarried * 10) / 10}× with this pan.`
            }
          />
        </>
      )}
      <p role="status" data-verdict={enough ? "enough" : "short"} className={enough ? "" : "text-danger"}>
        {round ? all.words : flat.words}
      </p>
    </div>
  );
}
