import { Ring } from "@/components/ui/ring";
import type { StatusTone } from "@/components/ui/status-tone";

export interface ReadinessMarkProps {
  readiness: { have: number; of: number; word: string };
  size?: number;
}

const tones: Record<string, StatusTone> = { good: "done", usable: "ready", thin: "omit" };
/** The colour of a package's word. */
export const readinessTone = (word: string): StatusTone => tones[word] ?? "omit";

/** A package by its angles: ring, count, and what that is good for in one word. */
export function ReadinessMark({ readiness: { have, of, word }, size = 16 }: ReadinessMarkProps) {
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <Ring value={have} total={of} label="angles" size={size} tone={readinessTone(word)} />
      <span className="num">
        {have}/{of} <span className="text-muted">{word}</span>
      </span>
    </span>
  );
}
