import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { caller } from "@/app/rsc";
import { PublicCard } from "@/components/teams/public-card";
import { SignInForm } from "@/components/teams/sign-in-form";
import { isFromThisMachine } from "@/server/api/request-facts";
import { hasLocalOwner, oauthNames } from "@/server/auth/config";
import { getViewer } from "@/server/auth/session";

export const metadata: Metadata = { title: "Sign in" };

const words: Record<string, string> = {
  "not-linked":
    "That account is not linked to anybody here. Sign in with your e-mail first, then link it on your account page.",
  "no-team": "You belong to no team of this studio. Ask a manager for an invitation link.",
};

/** Only a path of our own: a link could otherwise send people elsewhere after signing in. */
const safePath = (path: string | undefined) => (path && /^\/(?![/\\])/.test(path) ? path : "/");

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string; error?: string }>;
}) {
  const { next, error } = await searchParams;
  const viewer = await getViewer();
  if (viewer?.team) redirect(safePath(next));
  if (!(await (await caller()).teams.hasOwner())) redirect("/setup");
  const local = isFromThisMachine(await headers()) && (await hasLocalOwner());
  return (
    <PublicCard title="Sign in" lead={error && (words[error] ?? "Signing in did not work. Try again.")}>
      <SignInForm next={safePath(next)} local={local} outside={oauthNames()} />
    </PublicCard>
  );
}
