"use client";

import { type FormEvent, type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from "react";
import { MentionField } from "@/components/mentions/mention-field";
import { useCan, useViewer } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import { StatusDot } from "@/components/ui/status-dot";
import { toneClass } from "@/components/ui/status-tone";
import { tip } from "@/components/ui/tip";
import { actionForStatus, type Status, statuses } from "@/contract/statuses";

/** Alt+1 to Alt+5, in this order. */
export const composerStatuses: readonly Status[] = ["wfa", "retake", "done", "wip", "hold"];

export interface ComposerHandle {
  /** Opens with this status chosen (or as a plain note) and takes focus. */
  start: (status: Status | null) => void;
}

interface ComposerProps {
  ref?: Ref<ComposerHandle>;
  /** Posts; false keeps the text in the field. */
  onPost: (post: { body: string; status: Status | null; audience: "team" | "client" }) => Promise<boolean>;
  initial?: Status | null;
  autoFocus?: boolean;
}

const verbs: Partial<Record<Status, string>> = { done: "Approve", retake: "Send back", wfa: "Ask for review" };

/** A note and, if one is chosen, the status it sets: one act. Mod+Enter posts, Alt+1 to 5 choose. */
export function Composer({ ref, onPost, initial = null, autoFocus }: ComposerProps) {
  const can = useCan();
  const isClient = useViewer().team?.role === "client";
  const field = useRef<{ focus: () => void }>(null);
  const [body, setBody] = useState("");
  const [status, setStatus] = useState<Status | null>(initial);
  const [forClient, setForClient] = useState(false);
  const [busy, setBusy] = useState(false);
  const allowed = composerStatuses.filter((choice) => can(actionForStatus(choice)));
  useImperativeHandle(ref, () => ({
    start: (next) => {
      setStatus(next);
      field.current?.focus();
    },
  }));
  const empty = body.trim() === "";
  const blocked =
    status === "retake" && empty
      ? "Say what to change: a retake needs a note."
      : status === null && empty
        ? "Write a note or choose a status."
        : undefined;
  const post = async () => {
    if (blocked !== undefined || busy) return;
    setBusy(true);
    const done = await onPost({ body: body.trim(), status, audience: forClient ? "client" : "team" }).finally(() =>
      setBusy(false),
    );
    if (!done) return;
    setBody("");
    setStatus(null);
  };
  const choose = (choice: Status) => setStatus((now) => (now === choice ? null : choice));
  const onKeyDown = (event: KeyboardEvent) => {
    const digit = event.altKey ? /^(?:Digit|Numpad)([1-5])$/.exec(event.code)?.[1] : undefined;
    const choice = composerStatuses[Number(digit) - 1];
    if (choice && allowed.includes(choice)) choose(choice);
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void post();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      aria-label="Write a note"
      className="grid gap-2"
      onKeyDown={onKeyDown}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void post();
      }}
    >
      <MentionField
        ref={field}
        label="Note"
        autoFocus={autoFocus}
        value={body}
        maxLength={5000}
        placeholder={status === "retake" ? "What should change?" : "Write a note, @ names somebody or something"}
        onChange={setBody}
      />
      {allowed.length > 0 && (
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">Status set with the note</legend>
          {allowed.map((choice) => (
            <button
              key={choice}
              type="button"
              aria-pressed={choice === status}
              {...tip(statuses[choice].label, `Alt+${composerStatuses.indexOf(choice) + 1}`)}
              onClick={() => choose(choice)}
              className={cx(
                "inline-flex h-6 items-center gap-1.5 rounded-full border pr-2.5 pl-1.5 text-xs pointer-coarse:h-10",
                choice === status
                  ? cx("border-current bg-current/10", toneClass[choice])
                  : "border-edge text-muted hover:text-text",
              )}
            >
              <StatusDot tone={choice} />
              {statuses[choice].label}
            </button>
          ))}
        </fieldset>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2">
        {isClient ? (
          <span className="text-muted text-xs">The team reads this.</span>
        ) : (
          <Checkbox
            label="The client may read it"
            checked={forClient}
            onChange={(event) => setForClient(event.currentTarget.checked)}
          />
        )}
        <Button
          type="submit"
          variant={status === null && empty ? "secondary" : "primary"}
          keys="Mod+Enter"
          busy={busy}
          {...(blocked === undefined ? {} : { blocked })}
        >
          {status === null ? "Post note" : (verbs[status] ?? `Set to “${statuses[status].label}”`)}
        </Button>
      </div>
    </form>
  );
}
