"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef } from "react";
import { useViewer } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { fieldError, formError } from "./field-error";

const fields = ["current", "password", "email"];

/** A new password. The local owner, who has none, gives an e-mail too and may then sign in from anywhere. */
export function PasswordForm() {
  const viewer = useViewer();
  const trpc = useTRPC();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const isFirst = viewer.email === null;
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      onSuccess: () => {
        form.current?.reset();
        notify({
          title: isFirst ? "You can sign in from anywhere now" : "Your password is changed",
          description: "Everywhere else you are signed out.",
        });
        router.refresh();
      },
    }),
  );
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "");
    change.mutate({
      current: text("current"),
      password: text("password"),
      ...(isFirst ? { email: text("email") } : {}),
    });
  };
  const problem = formError(change.error, fields);
  return (
    <form ref={form} onSubmit={send} className="grid gap-4">
      {isFirst ? (
        <Field
          label="E-mail"
          help="You sign in with it; nothing is sent to it"
          error={fieldError(change.error, "email")}
        >
          {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
        </Field>
      ) : (
        <>
          <input type="hidden" name="username" autoComplete="username" value={viewer.email ?? ""} readOnly />
          <Field label="Current password" error={fieldError(change.error, "current")}>
            {(control) => (
              <Input {...control} name="current" type="password" autoComplete="current-password" required />
            )}
          </Field>
        </>
      )}
      <Field
        label={isFirst ? "Password" : "New password"}
        help="At least 10 characters; a short sentence works well"
        error={fieldError(change.error, "password")}
      >
        {(control) => (
          <Input {...control} name="password" type="password" autoComplete="new-password" minLength={10} required />
        )}
      </Field>
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      <div>
        <Button type="submit" variant={isFirst ? "primary" : "secondary"} busy={change.isPending}>
          {isFirst ? "Set e-mail and password" : "Change password"}
        </Button>
      </div>
    </form>
  );
}
