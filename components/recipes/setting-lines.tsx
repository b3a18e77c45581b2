import { Check, PenLine, X } from "lucide-react";
import type { SettingLine } from "@/contract/recipe/use/desk";

const marks = {
  taken: { icon: <Check aria-hidden className="size-4 shrink-0 stroke-[1.5] text-status-approved" />, words: "Taken" },
  changed: {
    icon: <PenLine aria-hidden className="size-4 shrink-0 stroke-[1.5] text-status-ready" />,
    words: "Changed",
  },
  "not supported": {
    icon: <X aria-hidden className="size-4 shrink-0 stroke-[1.5] text-muted" />,
    words: "Not supported",
  },
} as const;

/** What became of every setting: changed ones first, then what has no place here, then those taken as they were. */
export function SettingLines({ lines, tool }: { lines: readonly SettingLine[]; tool: string }) {
  const of = (state: SettingLine["state"]) => lines.filter((line) => line.state === state);
  const [taken, changed, left] = [of("taken"), of("changed"), of("not supported")];
  return (
    <section aria-label={`Settings of ${tool}`} className="grid gap-2 rounded-control border p-3">
      <h3 className="text-sm">{`${taken.length} taken, ${changed.length} changed, ${left.length} not supported`}</h3>
      <ul className="grid gap-1.5">
        {[...changed, ...left, ...taken].map((line, n) => (
          <Line key={`${line.setting}${n}`} line={line} />
        ))}
      </ul>
    </section>
  );
}

function Line({ line: { setting, said, state, became, why } }: { line: SettingLine }) {
  const { icon, words } = marks[state];
  return (
    <li className="flex gap-2 text-xs">
      {icon}
      <span className="min-w-0">
        <span className="sr-only">{words}: </span>
        <span className="font-medium">{setting}</span>{" "}
        <span className="break-words text-muted" dir="auto">
          {said.length > 120 ? `${said.slice(0, 120)}…` : said}
        </span>
        {became !== undefined && (
          <span className="break-words">{` → ${became.length > 120 ? `${became.slice(0, 120)}…` : became}`}</span>
        )}
        {why !== undefined && <span className="text-muted">{`. ${why}`}</span>}
      </span>
    </li>
  );
}
