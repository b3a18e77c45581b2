import type { Statuses } from "@/components/statuses/statuses";
import type { Output } from "@/components/trpc";

export type TableChoices = Output["script"]["choices"];

/** The statuses of the team as choices, with the reason where this person may not go there from any of `from`. */
export const statusChoices = ({ set, whyNot }: Statuses, from: readonly string[]) =>
  set.active.map((row) => {
    const ways: readonly (string | undefined)[] = from.length > 0 ? [...new Set(from)] : [undefined];
    return {
      row,
      blocked: ways.map((one) => whyNot(row.code, one)).find((why) => why !== undefined),
      checked: from.length > 0 && from.every((code) => code === row.code),
    };
  });
