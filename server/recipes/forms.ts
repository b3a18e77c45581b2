import { passList } from "@/contract/passes/catalogue";
import { type DescribedPass, describePass } from "@/contract/passes/describe";
import { requireMay, type StudioContext } from "@/server/context";

/** Every pass over a version as plain data: what a form opened outside the canvas is drawn from. */
export function listForms(ctx: StudioContext): DescribedPass[] {
  requireMay(ctx, "see the studio");
  return passList.filter(({ over = "version" }) => over === "version" || over === "recipe").map(describePass);
}
