"use client";

import { useCallback, useState } from "react";

/** A part that is loaded when first wanted, and `want()`. Undefined until it is here; one that did not arrive is asked for again with the next wish. */
export function usePart<Part>(load: () => Promise<Part>): [Part | undefined, () => void] {
  const [part, setPart] = useState<{ it: Part }>();
  const want = useCallback(() => {
    // The bundler answers the same promise each time.
    load().then(
      (it) => setPart((before) => before ?? { it }),
      () => {},
    );
  }, [load]);
  return [part?.it, want];
}
