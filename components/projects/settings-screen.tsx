"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Archive, Workflow } from "lucide-react";
import type { ReactNode } from "react";
import { InlineText } from "@/components/script/inline-text";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { ForbiddenState } from "@/components/ui/forbidden-state";
import { Section } from "@/components/ui/section";
import { frameWords, readFrameSize } from "@/contract/frame-size";
import { defaultNegative as builtInNegative } from "@/contract/prompt/negative";
import { rateLabel } from "./frame-rates";
import { useProjectEdits } from "./use-project-edits";

/** Name, description and the end of a project; for those who manage projects. */
export function SettingsScreen() {
  const { slug, href } = useProject();
  const trpc = useTRPC();
  const { data: project } = useSuspenseQuery(trpc.projects.get.queryOptions({ slug }));
  const may = useCan()("manage projects");
  const edits = useProjectEdits(project);
  if (!may) return <SettingsClosed />;
  const { name, description, defaultNegative, fpsNum, fpsDen, frameWidth, frameHeight } = project;
  return (
    <div className="grid max-w-2xl gap-10 px-4 pt-5 pb-12 sm:px-6">
      <h1 className="text-xl">Settings</h1>
      <dl className="grid gap-5">
        <Line term="Name">
          <InlineText
            label="Name"
            value={name}
            check={(text) => (text === "" ? "Give the project a name." : undefined)}
            onSave={(text) => void edits.change({ name: text }, "Name")}
          />
        </Line>
        <Line term="Description">
          <InlineText
            label="Description"
            value={description}
            placeholder="No description yet. Write one or two sentences."
            multiline
            onSave={(text) => void edits.change({ description: text }, "Description")}
          />
        </Line>
        <Line term="Negative">
          <InlineText
            label="Default negative"
            value={defaultNegative ?? builtInNegative}
            multiline
            onSave={(text) =>
              void edits.change({ defaultNegative: text === builtInNegative ? null : text }, "Default negative")
            }
            className="select-text break-words"
          />
          <span className="block text-muted text-xs">
            What every prompt of the project avoids, unless a character or a recipe has words of its own.
          </span>
        </Line>
        <Line term="Frame size">
          <InlineText
            label="Frame size"
            value={frameWords({ width: frameWidth, height: frameHeight })}
            check={(text) =>
              readFrameSize(text)
                ? undefined
                : "Write width × height in pixels, such as 1920 × 1080; 16 to 16,384 each."
            }
            onSave={(text) => {
              const size = readFrameSize(text);
              if (size) void edits.change({ frameWidth: size.width, frameHeight: size.height }, "Frame size");
            }}
            className="num"
          />
          <span className="block text-muted text-xs">
            What the film is delivered in. Plates are judged by it: is there enough picture for the camera move?
          </span>
        </Line>
        <Line term="Frame rate">
          <span className="num">{rateLabel(fpsNum, fpsDen)}</span>
          <span className="block text-muted text-xs">
            Set when the project was made. Every duration counts frames of this rate, so it stays.
          </span>
        </Line>
        <Line term="Address">
          <span className="code break-all">/p/{slug}</span>
          <span className="block text-muted text-xs">Stays when the project is renamed, so links go on working.</span>
        </Line>
      </dl>
      <Section
        title="Automations"
        description="What follows by itself: Render made ready, shots completed, review asked for."
      >
        <div>
          <ButtonLink href={`${href}/settings/automations`} icon={<Workflow />}>
            Choose automations
          </ButtonLink>
        </div>
      </Section>
      <Section
        title="Archive"
        description="The project leaves the lists. Its shots, pictures and notes are kept and come back with Undo."
      >
        <div>
          <Button icon={<Archive />} onClick={() => void edits.archive()}>
            Archive project
          </Button>
        </div>
      </Section>
    </div>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-1 sm:grid-cols-[140px_1fr] sm:gap-6">
      <dt className="text-muted">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function SettingsClosed() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.teams.members.queryOptions());
  const names = (data ?? []).filter(({ role }) => role === "owner" || role === "manager").map((member) => member.name);
  return (
    <ForbiddenState
      title="You cannot change this project’s settings"
      grantedBy={names.length > 0 ? names.join(" or ") : "an owner or manager of the team"}
    />
  );
}
