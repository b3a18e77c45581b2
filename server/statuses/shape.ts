import { z } from "zod";
import { displayName } from "@/contract/names";
import { asColour } from "@/contract/status-colour";
import { omittedCode, type StatusFlag, type StatusRow, statusStates } from "@/contract/status-set";
import { BadInputError } from "@/server/errors";

/** The short name: what rows carry, what filters and CSV files say. */
export const StatusCode = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(
    z.string().regex(/^[a-z0-9][a-z0-9-]{0,9}$/, {
      error: "A short name has 1 to 10 of a–z, 0–9 and -, like wfa",
    }),
  );

export const StatusColour = z
  .string()
  .refine((text) => asColour(text) !== undefined, { error: "Write the colour as #rrggbb, like #ab26ff" })
  .transform((text) => asColour(text) ?? text);

export const StatusName = displayName("The status's name", 40);

/** What a person may choose about a status; `isDone` follows from the state. */
export const StatusValues = z.object({
  name: StatusName,
  colour: StatusColour,
  state: z.enum(statusStates),
  isDefault: z.boolean(),
  isWip: z.boolean(),
  isFeedbackRequest: z.boolean(),
  isRetake: z.boolean(),
  isArtistAllowed: z.boolean(),
  isClientAllowed: z.boolean(),
});
export type StatusValues = z.infer<typeof StatusValues>;

const needed: Partial<Record<StatusFlag, string>> = {
  isDefault: "new work begins with",
  isWip: "says that work goes on",
  isFeedbackRequest: "asks for review",
  isRetake: "sends work back",
  isDone: "approves",
};

/** Refuses a set of statuses with which the studio could not work: each flag has an active row, the default exactly one. */
export const requireWorkable = (rows: readonly StatusRow[]): void => {
  const active = rows.filter(({ archived }) => !archived);
  for (const [flag, does] of Object.entries(needed) as [StatusFlag, string][])
    if (!active.some((row) => row[flag]))
      throw new BadInputError(`A team needs one status that ${does}. Give another one that part first.`, flag);
  const names = new Set<string>();
  for (const { name } of active) {
    if (names.has(name.toLowerCase()))
      throw new BadInputError(
        `Two statuses cannot both be called “${name}”: people and files could not tell them apart.`,
        "name",
      );
    names.add(name.toLowerCase());
  }
};

/** Refuses a status whose parts contradict each other. */
export const requireSense = ({ code, name, state, isDefault, isWip, isFeedbackRequest, isRetake }: StatusRow): void => {
  const working = isWip || isFeedbackRequest || isRetake;
  if (working && state !== "in_progress")
    throw new BadInputError(`“${name}” stands for work under way, so its state is In progress.`, "state");
  if (isDefault && state !== "not_started")
    throw new BadInputError(`New work begins with “${name}”, so its state is Not started.`, "state");
  if (code === omittedCode && state !== "blocked")
    throw new BadInputError("Omitted work is left out of every count, so its state is Blocked.", "state");
};
