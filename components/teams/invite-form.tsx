"use client";
import { Button } from "@/components/ui/button";
import { callApi, goTo, signInWith } from "./auth-call";
import { PersonFields } from "./person-fields";
import { usePersonForm } from "./use-person-form";

/** Join by an invitation: as the signed-in person with one press, or as somebody new. */
export function InviteForm({ token, team, signedInAs }: { token: string; team: string; signedInAs: string | null }) {
  const form = usePersonForm(async (values) => {
    const joined = await callApi("teams.acceptInvite", signedInAs ? { token } : { token, person: values });
    if (!joined.ok) return joined;
    const refused = signedInAs
      ? null
      : await signInWith("credentials", { email: values.email, password: values.password });
    if (refused) return { message: refused };
    goTo("/");
    return null;
  });
  return (
    <form onSubmit={form.onSubmit} className="grid gap-4" noValidate>
      {signedInAs ? (
        <p className="text-muted">You are signed in as {signedInAs}.</p>
      ) : (
        <PersonFields errors={form.errors} />
      )}
      {form.message && (
        <p role="alert" className="text-danger">
          {form.message}
        </p>
      )}
      <Button type="submit" variant="primary" busy={form.busy}>
        Join {team}
      </Button>
    </form>
  );
}
