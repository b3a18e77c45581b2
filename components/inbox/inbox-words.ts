import { versionName } from "@/components/storyboard/version-words";
import type { Output } from "@/components/trpc";
import { type TaskType, taskTypeIds, taskTypes } from "@/contract/script/task-types";
import { plainText } from "@/contract/text/mentions";

export type InboxItem = Output["inbox"]["list"][number];

const text = (data: InboxItem["data"], key: string): string => (typeof data[key] === "string" ? data[key] : "");

const isTaskType = (type: unknown): type is TaskType => taskTypeIds.some((known) => known === type);
/** "Render, Comp of 12 shots"; the one shot stands in the line itself. */
const given = ({ types, shots }: InboxItem["data"]): string => {
  const kinds = Array.isArray(types) ? types.filter(isTaskType).map((type) => taskTypes[type].label) : [];
  const many = typeof shots === "number" && shots > 1 ? `${shots} shots` : "";
  return [kinds.join(", "), many].filter(Boolean).join(" of ");
};

/** What happened, by the names the team gives its statuses, between who and what: "named you on", and what they said. */
export function inboxWords(
  { kind, data }: Pick<InboxItem, "kind" | "data">,
  statusName: (code: string) => string,
): { does: string; said: string } {
  const said = plainText(text(data, "text"));
  switch (kind) {
    case "mention":
      return { does: "named you on", said };
    case "assigned":
      return { does: "gave you", said: given(data) };
    case "status":
      return { does: `set “${statusName(text(data, "status"))}” on`, said };
    case "note":
      return { does: "wrote on", said };
    case "version":
      return {
        does: typeof data.number === "number" ? `added ${versionName(data.number)} to` : "added a version to",
        said: "",
      };
    case "failed":
      return { does: "could not finish", said };
    case "finished":
      return { does: "finished", said };
  }
}
