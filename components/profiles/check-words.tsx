import { CircleCheck, CircleDashed, PencilLine, TriangleAlert } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { adviceOf, type Check } from "@/contract/profile/checks";

/** One quiet line under a picture: what to mend, or that there is nothing. The whole advice stands on hover. */
export function CheckLine({ checks, signedOff }: { checks: readonly Check[]; signedOff: string | null }) {
  const advice = adviceOf(checks);
  const measured = checks.some(({ state }) => state !== "unknown");
  const tip = advice.map(({ advice: what }) => what).join(" ");
  const words =
    advice.length > 0
      ? advice.map(({ word }) => word.replace(/, .*/, "")).join(" · ")
      : measured
        ? "Good"
        : "Not measured";
  return (
    <span className="grid text-[11px] text-muted leading-4">
      <span className="flex min-w-0 items-center gap-1" {...(tip ? { "data-tip": tip } : {})}>
        <CheckIcon state={advice.length > 0 ? "advice" : measured ? "good" : "unknown"} />
        <span className="truncate">{words}</span>
      </span>
      {signedOff !== null && (
        <span className="flex min-w-0 items-center gap-1">
          <PencilLine aria-hidden className="size-3 shrink-0 stroke-[1.5]" />
          <span className="truncate">Signed off by {signedOff}</span>
        </span>
      )}
    </span>
  );
}

export function CheckIcon({ state, className }: { state: Check["state"]; className?: string }) {
  const Icon = state === "advice" ? TriangleAlert : state === "good" ? CircleCheck : CircleDashed;
  return (
    <Icon aria-hidden className={cx("size-3 shrink-0 stroke-[1.5]", state === "advice" && "text-text", className)} />
  );
}

/** All five checks, each with its advice. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="grid gap-1">
      {checks.map(({ id, state, word, advice }) => (
        <li key={id} className={cx("grid grid-cols-[20px_1fr] text-xs", state === "unknown" && "text-muted")}>
          <CheckIcon state={state} className="mt-0.5 size-3.5" />
          <span>
            {word}
            {state === "unknown" && <span className="text-muted"> · {unknownOf[id]}</span>}
            {advice !== undefined && <span className="block text-muted">{advice}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

const unknownOf: Record<Check["id"], string> = {
  ...{ sharpness: "sharpness", size: "size", padding: "head room", background: "background", face: "face height" },
};
