"use client";

import { MousePointerClick, Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { marksOf, marksWords, mostMarks } from "@/contract/passes/marks";
import type { Drawn } from "./drawn-values";
import type { FieldProps } from "./field-props";

/** Marks on the picture: how many there are, made there, all taken away here. */
export function MarksField({ field, value, onChange, drawn }: FieldProps & { drawn: Drawn }) {
  const marks = marksOf(value);
  const { marking } = drawn;
  return (
    <fieldset className="grid gap-1.5">
      <legend className="float-left font-medium text-sm">
        {field.title} <span className="num font-normal text-muted text-xs">{marksWords(marks)}</span>
      </legend>
      <div className="clear-both flex items-center gap-1">
        {marking && (
          <>
            <Button
              size="sm"
              icon={<MousePointerClick />}
              aria-pressed={marking.on}
              onClick={() => marking.set(!marking.on)}
              className="flex-1 aria-pressed:bg-selected aria-pressed:text-accent-text"
            >
              Mark on the picture
            </Button>
            <IconButton
              label="Add a mark in the middle of the view"
              icon={<Plus />}
              disabled={marks.length >= mostMarks}
              onClick={marking.addMiddle}
            />
          </>
        )}
        {marks.length > 0 && <IconButton label="Remove all marks" icon={<X />} onClick={() => onChange([])} />}
      </div>
      {marking?.on && (
        <p className="text-muted text-xs">
          Click what to keep, Alt-click what is not of it, drag a box around a thing. Space moves the picture.
        </p>
      )}
      {marks.length >= mostMarks && <p className="text-muted text-xs">{`${mostMarks} marks are as many as go.`}</p>}
      {field.help !== undefined && <p className="text-muted text-xs">{field.help}.</p>}
    </fieldset>
  );
}
