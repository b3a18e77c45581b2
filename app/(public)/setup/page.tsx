import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { caller } from "@/app/rsc";
import { PublicCard } from "@/components/teams/public-card";
import { SetupForm } from "@/components/teams/setup-form";
import { isFromThisMachine } from "@/server/api/request-facts";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  if (await (await caller()).teams.hasOwner()) redirect("/");
  const { token } = await searchParams;
  if (!token)
    return (
      <PublicCard
        title="This studio is not set up yet"
        lead="Open the one-time setup link that `npm start` printed in its terminal. Restart the studio if it has scrolled away: it prints a new one."
      >
        {null}
      </PublicCard>
    );
  return (
    <PublicCard title="Set up your studio" lead="You will be its owner. A sample project is waiting inside.">
      <SetupForm token={token} mayLookAround={isFromThisMachine(await headers())} />
    </PublicCard>
  );
}
