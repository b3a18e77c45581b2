import { useRef, useState } from "react";
import type { TableShot } from "@/contract/script/table-shot";

/** Where the person goes after typing: the neighbour to walk to. */
export type Leave = "down" | "up" | "right" | "left" | "stay";

export interface CellTyping {
  shot: TableShot;
  /** A refusal in words keeps the field open. `from` is the shot as it stood when typing began. */
  onSave: (text: string, leave: Leave, from: TableShot) => Promise<string | undefined>;
  onCancel: () => void;
}

/** How a field in a cell ends: saved once, or not at all; refused, it stays and says why. `read` is what stands in it. */
export function useCellTyping({ shot, onSave, onCancel }: CellTyping, read: () => string) {
  // Somebody may change the cell while it is typed in: what was seen is what stood there at the start.
  const [from] = useState(shot);
  const [problem, setProblem] = useState<string>();
  const settled = useRef(false);
  const save = (leave: Leave) => {
    if (settled.current) return;
    // Saving moves the focus, and the blur it causes asks to save again before this returns.
    settled.current = true;
    const answered = (refusal: string | undefined) => {
      settled.current = refusal === undefined;
      setProblem(refusal);
    };
    // What reads the text may not have arrived: then it was said why, and the field stays.
    onSave(read(), leave, from).then(answered, () => {
      settled.current = false;
    });
  };
  const cancel = () => {
    settled.current = true;
    onCancel();
  };
  const forgive = () => problem !== undefined && setProblem(undefined);
  return { problem, save, cancel, forgive };
}
