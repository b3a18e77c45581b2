import { z } from "zod";

/** The secret of a setup or invitation link. */
export const Token = z.object({
  token: z.string().min(1, { error: "The link is not complete: copy all of it" }).max(200),
});
