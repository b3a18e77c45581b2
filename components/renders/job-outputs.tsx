import { Thumb } from "@/components/media/thumb";
import { mediaUrl } from "@/components/media/url";
import type { Output } from "@/components/trpc";
import { spaced } from "./job-words";

type JobOutput = Output["renders"]["outputs"]["outputs"][number];

/** The files and pictures a job gave, then the strip of its steps; each picture opens at full size. */
export function JobOutputs({ outputs }: { outputs: readonly JobOutput[] }) {
  const files = outputs.filter(({ kind }) => kind === "mesh" || kind === "clip");
  const results = outputs.filter(({ kind }) => kind === "picture" || kind === "map" || kind === "mask");
  // A single result is the large picture above already.
  const several = results.length > 1;
  const steps = outputs.filter(({ kind }) => kind === "debug");
  return (
    <>
      {files.length > 0 && <Files outputs={files} />}
      {several && <Strip title="Results" outputs={results} />}
      {steps.length > 0 && <Strip title="Steps" outputs={steps} />}
    </>
  );
}

/** What is no picture: a clip to play, a mesh to download. */
function Files({ outputs }: { outputs: readonly JobOutput[] }) {
  return (
    <section aria-label="Files" className="grid gap-2">
      <h3 className="text-sm">
        Files <span className="num font-normal text-muted">{outputs.length}</span>
      </h3>
      <ul className="grid gap-3">
        {outputs.map(({ slot, position, kind, label, bytes, picture }) => (
          <li key={`${slot}-${position}`} className="grid gap-1">
            {kind === "clip" && (
              <video
                controls
                loop
                muted
                preload="metadata"
                src={mediaUrl(picture.id, "original")}
                className="aspect-video w-full rounded-picture bg-well object-contain"
              />
            )}
            <a
              href={`${mediaUrl(picture.id, "original")}?download`}
              className="flex items-baseline justify-between gap-3 text-sm underline-offset-4 hover:underline"
            >
              <span className="truncate">
                Download {(label || spaced(slot)).toLowerCase()} ({kind === "mesh" ? "GLB" : "MP4"})
              </span>
              <span className="num text-muted text-xs">{megabytes(bytes)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const megabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

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
