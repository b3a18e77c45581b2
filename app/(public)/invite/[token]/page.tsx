import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { caller } from "@/app/rsc";
import { InviteForm } from "@/components/teams/invite-form";
import { PublicCard } from "@/components/teams/public-card";
import { getViewer } from "@/server/auth/session";

export const metadata: Metadata = { title: "Join", referrer: "no-referrer" };

const read = async (token: string) => {
  try {
    return { invitation: await (await caller()).teams.invitation({ token }) };
  } catch (error) {
    if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") return { refusal: error.message };
    throw error;
  }
};

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { invitation, refusal } = await read(token);
  if (!invitation)
    return (
      <PublicCard title="This invitation cannot be used" lead={refusal}>
        {null}
      </PublicCard>
    );
  const viewer = await getViewer();
  return (
    <PublicCard
      title={`Join ${invitation.team}`}
      lead={`${invitation.from} invites you as ${invitation.role === "artist" || invitation.role === "owner" ? "an" : "a"} ${invitation.role}.`}
    >
      <InviteForm token={token} team={invitation.team} signedInAs={viewer?.name ?? null} />
    </PublicCard>
  );
}
