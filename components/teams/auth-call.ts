"use client";

type Answer = { ok: true; data: unknown } | { ok: false; message: string; field: string | undefined };

/** One call of a public procedure without the query machinery, which pages outside the studio need not load. */
export const callApi = async (procedure: string, input: unknown): Promise<Answer> => {
  try {
    const response = await fetch(`/api/trpc/${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    const body = await response.json();
    if (body.result) return { ok: true, data: body.result.data };
    return {
      ok: false,
      message: body.error?.message ?? "The studio answered with something unexpected. Try again.",
      field: body.error?.data?.field,
    };
  } catch {
    return {
      ok: false,
      message: "The studio could not be reached. Check that it is running, then try again.",
      field: undefined,
    };
  }
};

/** Sign in through next-auth. Returns a message when it was refused. */
export const signInWith = async (
  provider: "credentials" | "local",
  fields: Record<string, string> = {},
): Promise<string | null> => {
  const { signIn } = await import("next-auth/react");
  const answer = await signIn(provider, { ...fields, redirect: false }).catch(() => undefined);
  if (answer?.ok && !answer.error) return null;
  if (!answer) return "The studio could not be reached. Check that it is running, then try again.";
  return answer.error === "CredentialsSignin" || !answer.error
    ? "This e-mail and password do not belong together. Check both."
    : answer.error;
};

/** Leave for a page as a new visitor: nothing of the signed-out browser state may stay. */
export const goTo = (path: string) => {
  window.location.href = path;
};
