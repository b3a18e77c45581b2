"use client";

import { useEffect } from "react";
import { useAfterPaint } from "@/components/ui/after-paint";
import { usePart } from "@/components/ui/use-part";
import type { PicturePanelProps } from "./picture-details";
import { sharedRights } from "./rights-words";
import { useFocus, useOfAll, useSelection } from "./use-package-store";

const loadParts = () => import("./picture-parts").then((file) => file.pictureParts);

/** Everything about the picture in hand, or about several that are selected. */
export function PicturePanel(props: PicturePanelProps) {
  const selection = useAfterPaint(useSelection());
  const focus = useAfterPaint(useFocus());
  // Until they are here the hint stays.
  const [parts, want] = usePart(loadParts);
  const wanted = focus !== null || selection.size > 1;
  useEffect(() => {
    if (wanted) want();
  }, [wanted, want]);
  if (parts && selection.size > 1)
    return (
      <parts.SeveralPanel
        ids={[...selection]}
        editable={props.editable}
        acts={props.acts}
        onCompare={props.onCompare}
      />
    );
  return (
    <section aria-label="Picture" className="grid content-start gap-3">
      {focus === null || !parts ? (
        <>
          <p className="text-muted text-xs">
            Choose a picture: its angle, light, checks and rights stand here.
            {props.editable && " K keeps, J discards, U leaves open; 1–9 put it in an angle, 0 back to the candidates."}
          </p>
          <RightsOfAll />
        </>
      ) : (
        <parts.PictureDetails key={focus} {...props} id={focus} />
      )}
    </section>
  );
}

/** Source and licence, said once where they hold for every picture. */
function RightsOfAll() {
  const words = useOfAll(sharedRights);
  return words === undefined ? null : <p className="text-muted text-xs">Every picture: {words}</p>;
}
