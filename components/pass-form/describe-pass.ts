import { passList } from "@/contract/passes/catalogue";
import { type DescribedPass, describePass } from "@/contract/passes/describe";

/** A pass as plain data: all that a browser needs to draw its form, without the schema library. */
export type PassForm = DescribedPass;

/** Every pass over a version; call it on the server, the schemas stay there. */
export const describePasses = (): PassForm[] =>
  passList.filter(({ over = "version" }) => over === "version").map(describePass);
