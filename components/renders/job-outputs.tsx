import { Thumb } from "@/components/media/thumb";
import { mediaUrl } from "@/components/media/url";
import type { Output } from "@/components/trpc";
import { spaced } from "./job-words";

type JobOutput = Output["renders"]["outputs"]["outputs"][number];

/** The pictures a job gave, then the strip of its steps; each opens at full size. */
export function JobOutputs({ outputs }: { outputs: readonly JobOutput[] }) {
  const results = outputs.filter(({ kind }) => kind !== "debug");
  // A single result is the large picture above already.
  const several = results.length > 1;
  const steps = outputs.filter(({ kind }) => kind === "debug");
  return (
    <>
      {several && <Strip title="Results" outputs={results} />}
      {steps.length > 0 && <Strip title="Steps" outputs={steps} />}
    </>
  );
}

function Strip({ title, outputs }: { title: string; outputs: readonly JobOutput[] }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h3 className="text-sm">
        {title} <span className="num font-normal text-muted">{outputs.length}</span>
      </h3>
      <ul className="grid grid-cols-2 gap-3">
        {outputs.map(({ slot, position, kind, label, picture }) => (
          <li key={`${slot}-${position}`}>
            <a
              href={mediaUrl(picture.id, "original")}
              target="_blank"
              rel="noreferrer"
              className="grid gap-1 rounded-picture hover:[&_span]:text-text"
            >
              <Thumb
                media={{ ...picture, colour: undefined }}
                alt=""
                ratio={4 / 3}
                fit="contain"
                sizes="190px"
                alpha={kind === "mask"}
              />
              <span className="truncate text-muted text-xs">{label || spaced(slot)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
