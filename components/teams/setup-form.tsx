"use client";
import { Button } from "@/components/ui/button";
import { callApi, goTo, signInWith } from "./auth-call";
import { PersonFields } from "./person-fields";
import { usePersonForm } from "./use-person-form";

/** First start: make the owner, or look around without an account. Lands in Today. */
export function SetupForm({ token, mayLookAround }: { token: string; mayLookAround: boolean }) {
  const form = usePersonForm(async (values) => {
    const made = await callApi("teams.setUp", { token, ...values });
    if (!made.ok) return made;
    const refused = await signInWith("credentials", { email: values.email, password: values.password });
    if (refused) return { message: refused };
    goTo("/");
    return null;
  });
  const lookAround = () =>
    form.run(async () => {
      const made = await callApi("teams.lookAround", { token });
      if (!made.ok) return made;
      const refused = await signInWith("local");
      if (refused) return { message: refused };
      goTo("/");
      return null;
    });
  return (
    <form onSubmit={form.onSubmit} className="grid gap-4" noValidate>
      <PersonFields errors={form.errors} />
      {form.message && (
        <p role="alert" className="text-danger">
          {form.message}
        </p>
      )}
      <div className="grid gap-2">
        <Button type="submit" variant="primary" busy={form.busy}>
          Create the studio
        </Button>
        {mayLookAround && (
          <Button variant="quiet" busy={form.busy} onClick={() => void lookAround()}>
            Skip, just look around
          </Button>
        )}
      </div>
      {mayLookAround && (
        <p className="text-muted text-xs">
          Looking around works on this machine only. You can add an e-mail and a password later.
        </p>
      )}
    </form>
  );
}
