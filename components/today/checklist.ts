import { type Action, can, type Role } from "@/contract/roles";

export const checklistIds = ["package", "fill", "accept", "approve", "pair"] as const;
export type ChecklistId = (typeof checklistIds)[number];

/** The first steps, in the order of the story. `may`: who cannot do it is not asked to. */
const steps: Record<ChecklistId, { title: string; help: string; may: Action }> = {
  package: {
    title: "Open a character's package",
    help: "Pictures by angle, and which are missing",
    may: "see the studio",
  },
  fill: {
    title: "Paint out a flaw",
    help: "Open a sent-back frame, paint a mask over it, queue patch fill",
    may: "paint masks",
  },
  accept: {
    title: "Accept the result",
    help: "Compare it with the original; accepting makes the next version",
    may: "add versions",
  },
  approve: { title: "Approve a frame", help: "Look at it large in review and press Y", may: "approve frames" },
  pair: { title: "Pair your GPU box", help: "Copy one line to the machine with the graphics card", may: "pair nodes" },
};

/** What a person has done, as the activity log words it. */
const deeds: Partial<Record<ChecklistId, readonly string[]>> = {
  fill: ["job.queue"],
  accept: ["accepted a result"],
  approve: ["approved the frame"],
};

type Seen = {
  /** Verbs of this person's own activity. */
  verbs: readonly string[];
  /** Nodes besides the studio's own. */
  pairedNodes: number;
};

/** Which steps the studio has seen this person do. */
export const seenSteps = ({ verbs, pairedNodes }: Seen): ChecklistId[] =>
  checklistIds.filter((id) =>
    id === "pair" ? pairedNodes > 0 : (deeds[id]?.some((verb) => verbs.includes(verb)) ?? false),
  );

type SampleView = {
  slug: string;
  frames: readonly { id: string; status: string; versionId: string | null }[];
  characterCode: string | null;
};

/** Where each step begins in the sample project: the package of its lead, the frame sent back, the first to review. */
export function stepLinks(sample: SampleView | null): Record<ChecklistId, string> {
  const pair = "/nodes?pair=1";
  if (!sample) return { package: "/projects", fill: "/projects", accept: "/projects", approve: "/projects", pair };
  const base = `/p/${sample.slug}`;
  const drawn = sample.frames.filter(({ versionId }) => versionId !== null);
  const flawed =
    drawn.find(({ status }) => status === "retake") ?? drawn.find(({ status }) => status === "wip") ?? drawn[0];
  const waiting = sample.frames.find(({ status }) => status === "wfa");
  const canvas = flawed ? `${base}/masks/${flawed.versionId}` : `${base}/script/shots`;
  return {
    package: sample.characterCode ? `${base}/profiles/${sample.characterCode}` : `${base}/characters`,
    fill: canvas,
    accept: canvas,
    approve: waiting ? `${base}/review?sel=${waiting.id}` : `${base}/review`,
    pair,
  };
}

export type ChecklistItem = {
  id: ChecklistId;
  title: string;
  help: string;
  href: string;
  done: boolean;
  /** The studio saw it happen: the tick stays. */
  seen: boolean;
};

type Given = {
  role: Role;
  ticked: readonly string[];
  seen: readonly ChecklistId[];
  links: Record<ChecklistId, string>;
};

/** The card's items for a role: ticked by hand, or because the deed was seen. */
export const checklistItems = ({ role, ticked, seen, links }: Given): ChecklistItem[] =>
  checklistIds
    .filter((id) => can(role, steps[id].may))
    .map((id) => ({
      id,
      title: steps[id].title,
      help: steps[id].help,
      href: links[id],
      seen: seen.includes(id),
      done: seen.includes(id) || ticked.includes(id),
    }));
