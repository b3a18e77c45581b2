"use client";
import { MessageState } from "@/components/ui/message-state";
import { isPartLost, partLost } from "@/components/ui/part-lost";

const broken = {
  title: "This page could not be shown",
  body: "Nothing you saved is lost. Try again; if it stays, the studio's log says why.",
  act: "Try again",
};
/** Travels with every page, so it is drawn with what weighs nothing. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  const lost = isPartLost(error);
  const { title, body, act } = lost ? partLost : broken;
  return (
    <main>
      <MessageState
        size="page"
        role="alert"
        title={title}
        body={body}
        actions={
          <button
            type="button"
            onClick={() => (lost ? location.reload() : reset())}
            className="h-8 rounded-control bg-accent-fill px-3 font-medium text-on-accent text-sm hover:bg-accent-fill-hover pointer-coarse:h-11"
          >
            {act}
          </button>
        }
      />
    </main>
  );
}
