"use client";
import { type FormEvent, useState } from "react";
import type { FieldErrors } from "./person-fields";

type Refusal = { message: string; field?: string | undefined };
export type PersonValues = { name: string; email: string; password: string };

/** State of a form about a person. `send` returns a refusal, or null when it left the page. */
export const usePersonForm = (send: (values: PersonValues) => Promise<Refusal | null>) => {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const run = async (work: () => Promise<Refusal | null>) => {
    setBusy(true);
    setRefusal(null);
    const refused = await work();
    setRefusal(refused);
    if (refused) setBusy(false);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    void run(() => send({ name: text("name"), email: text("email"), password: text("password") }));
  };
  const field = refusal?.field?.replace(/^person\./, "");
  const known = field === "name" || field === "email" || field === "password";
  const errors: FieldErrors = known && refusal ? { [field]: refusal.message.replace(/^[\w.]+: /, "") } : {};
  return { busy, errors, message: refusal && !known ? refusal.message : null, onSubmit, run };
};
