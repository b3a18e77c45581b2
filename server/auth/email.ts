import { z } from "zod";

/** NFKC and lower case first, then the check: look-alike signs must not pass as another account. */
export const Email = z
  .string()
  .max(254, { error: "The e-mail address is longer than 254 characters" })
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(
    z.string().regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]{2,}$/, {
      error: "This is not an e-mail address, like mara@example.com",
    }),
  );
