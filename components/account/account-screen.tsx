"use client";
import { useCan, useViewer } from "@/components/studio/viewer";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { Theme } from "@/components/ui/theme";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { LinkedAccounts } from "./linked-accounts";
import { NameForm } from "./name-form";
import { PasswordForm } from "./password-form";
import { SessionList } from "./session-list";
import { SingleKeys } from "./single-keys";
import { TokenList } from "./token-list";

interface AccountScreenProps {
  theme: Theme;
  /** Outside sign-ins that are configured; none hides the part. */
  providers: readonly { id: string; name: string }[];
  /** Why the last linking did not work. */
  problem: string | null;
}

/** A person's own page. */
export function AccountScreen({ theme, providers, problem }: AccountScreenProps) {
  const viewer = useViewer();
  const can = useCan();
  return (
    <>
      <PageHeader
        title="Account"
        description={viewer.email ?? "You are here without an account, from this machine only."}
      />
      <div className="grid max-w-5xl gap-x-16 gap-y-10 px-4 pb-12 sm:px-6 lg:grid-cols-2">
        <div className="grid content-start gap-10">
          <Section title="You">
            <NameForm />
          </Section>
          <Section
            title={viewer.email === null ? "E-mail and password" : "Password"}
            {...(viewer.email === null ? { description: "Set both to sign in from other machines" } : {})}
          >
            <PasswordForm />
          </Section>
          <Section title="Appearance">
            <div>
              <ThemeToggle initial={theme} />
            </div>
          </Section>
          <Section title="Keyboard">
            <SingleKeys />
          </Section>
        </div>
        <div className="grid content-start gap-10">
          <Section title="Signed in">
            <SessionList />
          </Section>
          {providers.length > 0 && (
            <Section title="Outside accounts" description="Each may sign in as you">
              {problem && (
                <p role="alert" className="text-danger">
                  {problem}
                </p>
              )}
              <LinkedAccounts providers={providers} />
            </Section>
          )}
          {can("see the studio") && (
            <Section title="Personal tokens" description="For scripts of your own; each acts as you in this team">
              <TokenList />
            </Section>
          )}
        </div>
      </div>
    </>
  );
}
