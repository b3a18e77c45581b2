"use client";

import { type FormEvent, type KeyboardEvent, type Ref, useImperativeHandle, useMemo, useRef, useState } from "react";
import { MentionField } from "@/components/mentions/mention-field";
import { useStatuses } from "@/components/statuses/statuses";
import { useViewer } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import { StatusDot } from "@/components/ui/status-dot";
import { tip } from "@/components/ui/tip";
import { isOmitted, type StatusRow, type StatusSet } from "@/contract/status-set";
import type { Status } from "@/contract/statuses";

const rankOf = (row: StatusRow): number =>
  row.isFeedbackRequest ? 0 : row.isRetake ? 1 : row.isDone ? 2 : row.state === "in_progress" ? 3 : 4;

/** What a note can set, in this order: ask for review, send back, approve, then the others. Work not begun is set in lists. */
const composerStatuses = (set: StatusSet): StatusRow[] =>
  set.active
    .filter(({ code, state }) => state !== "not_started" && !isOmitted(code))
    .sort((a, b) => rankOf(a) - rankOf(b) || a.position - b.position);

/** What the button says it does: the usual three have a word of their own. */
const deedOf = (set: StatusSet, row: StatusRow): string => {
  if (row.code === set.first("isDone")?.code) return "Approve";
  if (row.code === set.first("isRetake")?.code) return "Send back";
  return row.code === set.first("isFeedbackRequest")?.code ? "Ask for review" : `Set to “${row.name}”`;
};

export interface ComposerHandle {
  /** Opens with this status chosen (or as a plain note) and takes focus. */
  start: (status: Status | null) => void;
}

interface ComposerProps {
  ref?: Ref<ComposerHandle>;
  /** Posts; false keeps the text in the field. */
  onPost: (post: { body: string; status: Status | null; audience: "team" | "client" }) => Promise<boolean>;
  initial?: Status | null;
  /** How the frame stands: some ways from there may be closed. */
  from: Status;
  autoFocus?: boolean;
}

/** A note and, if one is chosen, the status it sets: one act. Mod+Enter posts, Alt+1 to 5 choose. */
export function Composer({ ref, onPost, initial = null, from, autoFocus }: ComposerProps) {
  const { set, mark, name, paint, whyNot } = useStatuses();
  const isClient = useViewer().team?.role === "client";
  const field = useRef<{ focus: () => void }>(null);
  const [body, setBody] = useState("");
  const [status, setStatus] = useState<Status | null>(initial);
  const [forClient, setForClient] = useState(false);
  const [busy, setBusy] = useState(false);
  const choices = useMemo(() => composerStatuses(set), [set]);
  const allowed = choices.filter(({ code }) => whyNot(code, from) === undefined);
  const row = status === null ? undefined : set.of(status);
  useImperativeHandle(ref, () => ({
    start: (next) => {
      setStatus(next);
      field.current?.focus();
    },
  }));
  const empty = body.trim() === "";
  const blocked =
    row?.isRetake && empty
      ? "Say what to change: a retake needs a note."
      : status === null && empty
        ? "Write a note or choose a status."
        : status === null
          ? undefined
          : whyNot(status, from);
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
    const choice = choices[Number(digit) - 1];
    if (choice && allowed.includes(choice)) choose(choice.code);
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
        placeholder={row?.isRetake ? "What should change?" : "Write a note, @ names somebody or something"}
        onChange={setBody}
      />
      {allowed.length > 0 && (
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">Status set with the note</legend>
          {allowed.map(({ code }) => {
            const key = choices.findIndex((choice) => choice.code === code) + 1;
            return (
              <button
                key={code}
                type="button"
                aria-pressed={code === status}
                {...tip(name(code), key > 5 ? undefined : `Alt+${key}`)}
                onClick={() => choose(code)}
                style={code === status ? paint(code).style : undefined}
                className={cx(
                  "inline-flex h-6 items-center gap-1.5 rounded-full border pr-2.5 pl-1.5 text-xs pointer-coarse:h-10",
                  code === status
                    ? cx("border-current bg-current/10", paint(code).className)
                    : "border-edge text-muted hover:text-text",
                )}
              >
                <StatusDot {...mark(code)} />
                {name(code)}
              </button>
            );
          })}
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
          {row === undefined ? "Post note" : deedOf(set, row)}
        </Button>
      </div>
    </form>
  );
}
