"use client";

import { ScanEye, SquareDashedMousePointer, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { FormField } from "@/contract/passes/fields";
import { type Drawn, fromBox, fromFaceBox, toBox, toFaceBox } from "./drawn-values";
import { SmallNumber } from "./small-number";

interface DrawnFieldProps {
  field: FormField;
  drawn: Drawn;
}

/** A box of the picture: drawn there, or typed here. */
export function BoxField({ field, drawn }: DrawnFieldProps) {
  const { box, setBox, drawBox } = drawn;
  const square = field.kind === "face-box";
  return (
    <fieldset className="grid gap-1.5">
      <legend className="float-left font-medium text-sm">
        {field.title} {field.optional && !field.required && <Muted>optional</Muted>}
      </legend>
      <div className="clear-both flex items-center gap-1">
        {drawBox ? (
          <Button size="sm" icon={<SquareDashedMousePointer />} keys="C" onClick={drawBox} className="flex-1">
            {box ? "Change on the picture" : "Draw on the picture"}
          </Button>
        ) : (
          !box && (
            <Button size="sm" onClick={() => setBox({ x: 0, y: 0, w: 64, h: 64 })} className="flex-1">
              Give it by numbers
            </Button>
          )
        )}
        {box && (
          <IconButton label={`Remove the ${field.title.toLowerCase()}`} icon={<X />} onClick={() => setBox(null)} />
        )}
      </div>
      {box &&
        (square ? (
          <Numbers name="Centre" values={toFaceBox(box)} onChange={(next) => setBox(fromFaceBox(next))} />
        ) : (
          <Numbers values={toBox(box)} onChange={(next) => setBox(fromBox(next))} />
        ))}
      {field.help !== undefined && <p className="text-muted text-xs">{field.help}</p>}
    </fieldset>
  );
}

/** Two eyes of the picture: placed in the box, then dragged. */
export function EyeLineField({ field, drawn }: DrawnFieldProps) {
  const { box, eyeLine, setEyeLine, drawBox } = drawn;
  const place = () => {
    setEyeLine("default");
    drawBox?.();
  };
  return (
    <fieldset className="grid gap-1.5">
      <legend className="float-left font-medium text-sm">
        {field.title} <Muted>optional</Muted>
      </legend>
      <div className="clear-both flex items-center gap-1">
        <Button
          size="sm"
          icon={<ScanEye />}
          onClick={place}
          {...(box ? {} : { blocked: "Draw the face box first" })}
          className="flex-1"
        >
          {eyeLine ? "Put the eyes back in place" : "Place the eyes"}
        </Button>
        {eyeLine && <IconButton label="Remove the eye line" icon={<X />} onClick={() => setEyeLine(null)} />}
      </div>
      {eyeLine && (
        <>
          <Numbers name="Left eye" values={eyeLine.left} onChange={(left) => setEyeLine({ ...eyeLine, left })} />
          <Numbers name="Right eye" values={eyeLine.right} onChange={(right) => setEyeLine({ ...eyeLine, right })} />
        </>
      )}
      {field.help !== undefined && <p className="text-muted text-xs">{field.help}</p>}
    </fieldset>
  );
}

const Muted = ({ children }: { children: string }) => (
  <span className="font-normal text-muted text-xs">{children}</span>
);

/** Pixels by name in one row. */
function Numbers<Values extends Record<string, number>>({
  name,
  values,
  onChange,
}: {
  name?: string;
  values: Values;
  onChange: (values: Values) => void;
}) {
  return (
    <div className="flex gap-1.5">
      {Object.entries(values).map(([key, value]) => (
        <SmallNumber
          key={key}
          label={name === undefined || key === "side" ? key : `${name} ${key}`}
          value={Math.round(value)}
          onChange={(next) => onChange({ ...values, [key]: next })}
        />
      ))}
    </div>
  );
}
