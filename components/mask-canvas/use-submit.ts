"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { PassForm } from "@/components/pass-form/describe-pass";
import { type DrawnRect, withDrawn } from "@/components/pass-form/drawn-values";
import { spreadSeeds } from "@/components/pass-form/field-values";
import { passInputs, passValues } from "@/components/pass-form/own-values";
import { type Input, useTRPC, useTRPCClient } from "@/components/trpc";
import type { Params } from "@/contract/passes/active-fields";
import type { EditorSnapshot } from "./engine/editor-types";
import { denoiseLadder } from "./intents";
import { saveStatusOf } from "./layers/save-status";
import type { OpenedMask } from "./use-mask";
import type { PassChoice } from "./use-pass-choice";

export type Submission = Input["renders"]["submit"];

type Ask = {
  pass: PassForm;
  choice: PassChoice;
  drawn: { box: DrawnRect | null; eyeLine: EditorSnapshot["eyeLine"] };
  /** Null when the pass shall not look at the mask. */
  maskId: string | null;
  rough: boolean;
  versionId: string;
  /** Hand over the painted regions. */
  regions?: boolean;
};

/** One request for each seed that was fixed, otherwise one for all. */
export function submissionsFor({ pass, choice, drawn, maskId, rough, versionId, regions = false }: Ask): Submission[] {
  const params = passValues(pass, withDrawn(pass.fields, choice.values, drawn));
  const inputs = Object.fromEntries(
    Object.entries(choice.masks).filter(([slot, id]) => id !== "" && Object.hasOwn(pass.inputs, slot)),
  );
  const steps: readonly Params[] =
    choice.ladder && hasLadder(pass) ? denoiseLadder.map((denoise) => ({ ...params, denoise })) : [params];
  return steps
    .flatMap((step) => spreadSeeds(pass.fields, step, choice.count))
    .map((one) => ({
      ...{ versionId, pass: pass.id, params: one.params, count: one.count },
      inputs: { ...passInputs(pass, choice.values), ...inputs },
      ...(maskId === null ? {} : { maskId }),
      ...(regions ? { regions } : {}),
      roughAllowed: rough && choice.roughAllowed,
    }));
}

/** Brings what was painted to the server. Rejects when a mask that the pass looks at did not arrive. */
export async function ready(editor: OpenedMask["editor"], usesMask: boolean): Promise<void> {
  await editor.flush();
  if (usesMask && saveStatusOf(editor.documents)().state !== "saved")
    throw new Error("The mask is not on the server yet, so nothing was queued. Try again once it says “Saved”.");
}

export const hasLadder = ({ fields }: Pick<PassForm, "fields">): boolean =>
  fields.some(({ name }) => name === "denoise");

/** Queues the pass once the mask and all other layers are on the server. Any number may be on their way. */
export function useSubmit({ editor }: OpenedMask) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (submissions: Submission[]) => {
      await editor.flush();
      if (
        submissions.some(({ maskId, regions }) => maskId !== undefined || regions) &&
        saveStatusOf(editor.documents)().state !== "saved"
      )
        throw new Error("The mask is not on the server yet, so nothing was queued. Try again once it says “Saved”.");
      const answers = await Promise.all(submissions.map((submission) => client.renders.submit.mutate(submission)));
      return answers.flatMap(({ jobs }) => jobs);
    },
    onSettled: () => queries.invalidateQueries(trpc.renders.queue.pathFilter()),
  });
}
