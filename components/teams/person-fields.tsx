import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export type FieldErrors = Record<string, string | undefined>;

/** Name, e-mail and password of a new person. `person.`-prefixed errors of nested input land here too. */
export function PersonFields({ errors }: { errors: FieldErrors }) {
  return (
    <>
      <Field label="Name" error={errors.name}>
        {(control) => <Input {...control} name="name" autoComplete="name" required maxLength={120} />}
      </Field>
      <EmailAndPassword errors={errors} fresh />
    </>
  );
}

export function EmailAndPassword({ errors, fresh = false }: { errors: FieldErrors; fresh?: boolean }) {
  return (
    <>
      <Field label="E-mail" error={errors.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field
        label="Password"
        error={errors.password}
        {...(fresh ? { help: "At least 10 characters; a short sentence works well" } : {})}
      >
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete={fresh ? "new-password" : "current-password"}
            required
            minLength={fresh ? 10 : undefined}
          />
        )}
      </Field>
    </>
  );
}
