"use client";
import { FormDialog } from "@/components/studio/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Why the queue is paused: everybody who waits reads it. */
export function PauseDialog({ onPause, onClose }: { onPause: (reason: string) => Promise<void>; onClose: () => void }) {
  return (
    <FormDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Pause the whole queue"
      verb="Pause the queue"
      onSubmit={(text) => onPause(text("reason"))}
    >
      {(problem) => (
        <Field label="Reason" help="Everybody whose work waits reads it, with your name." error={problem} optional>
          {(control) => <Input {...control} name="reason" maxLength={300} placeholder="Thunderstorm until six" />}
        </Field>
      )}
    </FormDialog>
  );
}
