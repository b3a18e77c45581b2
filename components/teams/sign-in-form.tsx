"use client";
import { Button } from "@/components/ui/button";
import { goTo, signInWith } from "./auth-call";
import { EmailAndPassword } from "./person-fields";
import { usePersonForm } from "./use-person-form";

type Props = { next: string; local: boolean; outside: { id: string; name: string }[] };

export function SignInForm({ next, local, outside }: Props) {
  const enter = async (provider: "credentials" | "local", fields?: Record<string, string>) => {
    const refused = await signInWith(provider, fields);
    if (refused) return { message: refused };
    goTo(next);
    return null;
  };
  const form = usePersonForm(({ email, password }) => enter("credentials", { email, password }));
  const leave = async (provider: string) => {
    const { signIn } = await import("next-auth/react");
    await signIn(provider, { callbackUrl: next });
    return null;
  };
  return (
    <form onSubmit={form.onSubmit} className="grid gap-4" noValidate>
      <EmailAndPassword errors={form.errors} />
      {form.message && (
        <p role="alert" className="text-danger">
          {form.message}
        </p>
      )}
      <div className="grid gap-2">
        <Button type="submit" variant="primary" busy={form.busy}>
          Sign in
        </Button>
        {local && (
          <Button busy={form.busy} onClick={() => void form.run(() => enter("local"))}>
            Look around on this machine
          </Button>
        )}
        {outside.map(({ id, name }) => (
          <Button key={id} busy={form.busy} onClick={() => void form.run(() => leave(id))}>
            Sign in with {name}
          </Button>
        ))}
      </div>
    </form>
  );
}
