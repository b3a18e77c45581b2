"use client";

import { type KeyboardEvent, type ReactNode, useState } from "react";
import { isChord } from "@/components/shell/shortcut-match";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { actions, type Chord, chordOf, chordWords, keyActions, keysOf, takenBy } from "./engine/hotkeys";
import { changeCanvasSettings } from "./engine/settings";
import { type KeyAction, shellActions } from "./engine/shell-actions";
import { useCanvasSettings } from "./use-canvas-settings";

/** Keys, wheel and pen of the canvas, kept in this browser from the moment they are changed. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { keys, wheel, pen } = useCanvasSettings();
  const changed = Object.keys(keys).length > 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keys, wheel and pen"
      size="lg"
      description="Kept in this browser. Keys of one letter can be turned off under your account."
      footer={
        <>
          <Button disabled={!changed} onClick={() => changeCanvasSettings({ keys: {} })}>
            Reset all keys
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="flex flex-wrap gap-x-8 gap-y-3">
          <Choice label="The plain wheel">
            <Segmented
              label="The plain wheel"
              value={wheel}
              options={[
                { value: "pan", label: "Moves" },
                { value: "zoom", label: "Zooms" },
              ]}
              onChange={(next) => changeCanvasSettings({ wheel: next })}
            />
          </Choice>
          <Choice label="Pen pressure">
            <Segmented
              label="Pen pressure"
              value={pen}
              options={[
                { value: "off", label: "Off" },
                { value: "soft", label: "Soft" },
                { value: "even", label: "Even" },
                { value: "firm", label: "Firm" },
              ]}
              onChange={(next) => changeCanvasSettings({ pen: next })}
            />
          </Choice>
        </div>
        <KeyList title="Painting and view" of={actions} />
        <KeyList title="Results and running" of={shellActions} />
      </div>
    </Dialog>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <span aria-hidden className="text-muted text-xs">
        {label}
      </span>
      {children}
    </div>
  );
}

function KeyList({ title, of }: { title: string; of: readonly KeyAction[] }) {
  return (
    <section className="grid gap-1">
      <h3 className="text-muted text-xs">{title}</h3>
      <ul aria-label={title} className="grid gap-x-8 sm:grid-cols-2">
        {of.map((action) => (
          <KeyRow key={action.id} action={action} />
        ))}
      </ul>
    </section>
  );
}

const signs: Readonly<Record<string, string>> = {
  ...{ ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" },
  Mod: typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl",
};

/** As this machine's keyboard names it. */
const shown = (chord: Chord): string =>
  chordWords(chord).replace(/Mod|Arrow(Left|Right|Up|Down)/g, (word) => signs[word] ?? word);

/** One action: press the button, then the new key. A key that is taken says by what, and can be moved here. */
function KeyRow({ action }: { action: KeyAction }) {
  const { keys } = useCanvasSettings();
  const [listening, setListening] = useState(false);
  const [conflict, setConflict] = useState<{ chord: Chord; label: string; from: string | null } | null>(null);
  const own = keysOf(action, keys);
  const words = own.map(shown).join(", ") || "None";
  const give = (chord: Chord, from: string | null) => {
    const left = keyActions.find(({ id }) => id === from);
    const taken = left ? { [left.id]: keysOf(left, keys).filter((other) => other !== chord) } : {};
    changeCanvasSettings({ keys: { ...keys, ...taken, [action.id]: [chord] } });
    setConflict(null);
    setListening(false);
  };
  const hear = (event: KeyboardEvent) => {
    if (!listening || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") {
      setListening(false);
      setConflict(null);
      return;
    }
    const { code, key, shiftKey: shift, altKey: alt } = event;
    const chord = chordOf({ code, key, shift, alt, mod: event.ctrlKey || event.metaKey });
    if (!chord) return;
    const taken = isChord(chordWords(chord))
      ? takenBy(chord, action.id, keys)
      : { label: "the browser or the machine", action: null };
    if (taken) setConflict({ chord, label: taken.label, from: taken.action });
    else give(chord, null);
  };
  const reset = () => {
    const { [action.id]: _, ...rest } = keys;
    changeCanvasSettings({ keys: rest });
    setConflict(null);
  };
  return (
    <li className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1 py-0.5">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate">{action.label}</span>
        {keys[action.id] && (
          <Button size="sm" variant="quiet" aria-label={`Reset the key of ${action.label}`} onClick={reset}>
            Reset
          </Button>
        )}
        <Button
          size="sm"
          aria-label={`Key of ${action.label}: ${words}`}
          aria-pressed={listening}
          onClick={() => setListening((now) => !now)}
          onKeyDown={hear}
          onBlur={() => !conflict && setListening(false)}
          className="num min-w-24"
        >
          {listening ? "Press a key" : words}
        </Button>
      </span>
      {conflict && (
        <span role="alert" className="flex items-center gap-2 text-warning text-xs">
          <span className="min-w-0 flex-1">
            {shown(conflict.chord)} is taken: {conflict.label}
          </span>
          {conflict.from !== null && (
            <Button size="sm" onClick={() => give(conflict.chord, conflict.from)}>
              Use it here
            </Button>
          )}
        </span>
      )}
    </li>
  );
}
