"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { adviseKind, type KindAnswer, kindQuestions } from "@/contract/environment/advise-kind";
import { type EnvironmentKind, environmentKinds, kindWords } from "@/contract/environment/kind";

interface KindDialogProps {
  onClose: () => void;
  /** Given: the advice can be taken at once. */
  onTake?: (kind: EnvironmentKind) => void;
}

/** Tick what the shots ask of a place; the advice stands beside it with its reasons and its limits. */
export function KindDialog({ onClose, onTake }: KindDialogProps) {
  const [ticked, setTicked] = useState<readonly KindAnswer[]>([]);
  const advice = adviseKind(ticked);
  const advised = advice ? kindWords[advice.kind] : null;
  const toggle = (id: KindAnswer) =>
    setTicked((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Which kind of environment?"
      description="Tick what the shots in this place need."
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {onTake && advice && advised && (
            <Button variant="primary" onClick={() => onTake(advice.kind)}>
              Make it: {advised.label}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-6 sm:grid-cols-2">
        <ul className="grid content-start gap-2">
          {kindQuestions.map(({ id, label, help }) => (
            <li key={id}>
              <Checkbox
                checked={ticked.includes(id)}
                onChange={() => toggle(id)}
                aria-describedby={`kind-${id}`}
                label={label}
              />
              <p id={`kind-${id}`} className="pl-6 text-muted text-xs">
                {help}
              </p>
            </li>
          ))}
        </ul>
        <div aria-live="polite" className="min-h-60">
          {advice && advised ? (
            <div className="grid gap-3">
              <p>
                <span className="block text-muted text-xs">{advice.close ? "A close call, rather" : "Take"}</span>
                <strong className="font-medium text-xl">{advised.label}</strong>
                <span className="block text-muted">{advised.goodFor}</span>
              </p>
              <Points title="Because" points={advice.reasons} />
              <Points title="Its limits" points={advised.limits} />
            </div>
          ) : (
            <ul className="grid gap-3">
              {environmentKinds.map((kind) => (
                <li key={kind}>
                  <span className="font-medium">{kindWords[kind].label}</span>
                  <span className="block text-muted text-xs">{kindWords[kind].goodFor}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function Points({ title, points }: { title: string; points: readonly string[] }) {
  if (points.length === 0) return null;
  return (
    <div className="grid gap-1">
      <h3 className="text-muted text-xs">{title}</h3>
      <ul className="grid list-disc gap-1 pl-4">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  );
}
