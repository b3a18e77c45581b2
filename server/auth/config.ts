import { eq } from "drizzle-orm";
import { headers } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { users } from "@/db/schema";
import { db } from "@/server/db";
import { env } from "@/server/env";
import { StudioError } from "@/server/errors";
import { clientAddress } from "./client-address";
import { Email } from "./email";
import { isLoopbackRequest } from "./loopback";
import { decideOutsideSignIn } from "./outside-sign-in";
import { verifyPassword } from "./password";
import { getViewer } from "./session";
import { createSession, sessionDays } from "./session-rows";
import { clearTries, countTry } from "./throttle";

type Asked = { headers?: Record<string, unknown> };
const header = (request: Asked, name: string) => String(request.headers?.[name] ?? "");

/** Wrong password, unknown account, invited but never joined: one answer for all, after the same time. */
const signInWithPassword = async (input: Record<string, string> | undefined, request: Asked) => {
  const email = Email.safeParse(input?.email ?? "");
  const address = clientAddress({ get: (name) => header(request, name) });
  const account = `sign-in:${email.data ?? "?"}`;
  await countTry(db(), `sign-in-from:${address}`, { tries: 60, seconds: 600 }, "sign-ins from this address");
  await countTry(db(), account, { tries: 8, seconds: 600 }, "sign-ins to this account");
  const [user] = email.success ? await db().select().from(users).where(eq(users.email, email.data)).limit(1) : [];
  if (!(await verifyPassword(input?.password ?? "", user?.passwordHash ?? null)) || !user) return null;
  await clearTries(db(), account);
  return { id: user.id, name: user.name, email: user.email };
};

/** The local owner of "just look around": no password, so only from this machine. */
const signInLocally = async (_: unknown, request: Asked) => {
  if (!isLoopbackRequest({ get: (name) => header(request, name) || null }, env().HOST)) return null;
  const [user] = await db().select().from(users).where(eq(users.isLocal, true)).limit(1);
  return user ? { id: user.id, name: user.name, email: null } : null;
};

const refusing =
  <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
  async (...args: A) => {
    try {
      return await work(...args);
    } catch (error) {
      // next-auth shows an Error's text to the browser: only ours may go there.
      throw new Error(
        error instanceof StudioError ? error.message : "Something went wrong while signing in. Try again.",
      );
    }
  };

const oauthProviders = () => {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET } = env();
  return [
    ...(GITHUB_ID && GITHUB_SECRET ? [GitHub({ clientId: GITHUB_ID, clientSecret: GITHUB_SECRET })] : []),
    ...(GOOGLE_ID && GOOGLE_SECRET ? [Google({ clientId: GOOGLE_ID, clientSecret: GOOGLE_SECRET })] : []),
  ];
};

/** Names of the outside sign-ins that are configured, for the sign-in and account pages. */
export const oauthNames = () => oauthProviders().map(({ id, name }) => ({ id, name }));

/** Everything next-auth is hidden behind this folder: a move to another library touches one place. */
export const authOptions = (): NextAuthOptions => ({
  secret: env().BACKLOT_SECRET,
  session: { strategy: "jwt", maxAge: sessionDays * 24 * 3600 },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    Credentials({
      id: "credentials",
      name: "E-mail and password",
      credentials: { email: {}, password: {} },
      authorize: refusing(signInWithPassword),
    }),
    Credentials({ id: "local", name: "This machine", credentials: {}, authorize: refusing(signInLocally) }),
    ...oauthProviders(),
  ],
  callbacks: {
    async signIn({ user, account }) {
      if (!account || account.type === "credentials") return true;
      const answer = await decideOutsideSignIn(db(), await getViewer(), account);
      if ("refusedTo" in answer) return answer.refusedTo;
      // The object that the jwt callback is given next.
      user.id = answer.userId;
      return true;
    },
    /** The cookie carries a session id and nothing else; the row behind it decides. */
    async jwt({ token, user }) {
      if (user)
        return { sub: user.id, sid: await createSession(db(), user.id, (await headers()).get("user-agent") ?? "") };
      return { sub: token.sub, sid: token.sid };
    },
    session: ({ session }) => ({ expires: session.expires }),
  },
});

/** Was this studio opened by "just look around"? Then the sign-in page offers it again on this machine. */
export const hasLocalOwner = async (): Promise<boolean> => {
  const [user] = await db().select({ id: users.id }).from(users).where(eq(users.isLocal, true)).limit(1);
  return Boolean(user);
};
