import { decode } from "next-auth/jwt";
import type { StudioContext } from "@/server/context";
import { db } from "@/server/db";
import { env } from "@/server/env";
import { getStorage } from "@/server/storage";
import { isLoopbackRequest } from "./loopback";
import { type Viewer, viewerOfSession, viewerOfToken } from "./viewer";

export const sessionCookies = ["__Secure-next-auth.session-token", "next-auth.session-token"] as const;
export const teamCookie = "backlot-team";

type Cookies = { get(name: string): { value: string } | undefined };
type Headers = { get(name: string): string | null };

const cookiesOf = (header: string): Cookies => {
  const pairs = new Map(
    header.split(";").map((pair) => {
      const at = pair.indexOf("=");
      return [
        pair.slice(0, at).trim(),
        decodeURIComponent(
          pair
            .slice(at + 1)
            .trim()
            .replace(/%(?![0-9a-f]{2})/gi, "%25"),
        ),
      ] as const;
    }),
  );
  return { get: (name) => (pairs.has(name) ? { value: pairs.get(name) ?? "" } : undefined) };
};

/** Whoever these cookies and headers speak for; null for nobody, a forged cookie or a revoked session. */
export const readViewer = async (cookies: Cookies, headers: Headers): Promise<Viewer | null> => {
  const bearer = /^Bearer (bkp_\S+)$/.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer) return viewerOfToken(bearer);
  const cookie = sessionCookies.map((name) => cookies.get(name)?.value).find(Boolean);
  if (!cookie) return null;
  const claims = await decode({ token: cookie, secret: env().BACKLOT_SECRET }).catch(() => null);
  if (typeof claims?.sid !== "string") return null;
  const viewer = await viewerOfSession(claims.sid, cookies.get(teamCookie)?.value);
  return viewer?.isLocal && !isLoopbackRequest(headers, env().HOST) ? null : viewer;
};

export const viewerOfHeaders = (headers: Headers) => readViewer(cookiesOf(headers.get("cookie") ?? ""), headers);
export const viewerOfRequest = (request: Request) => viewerOfHeaders(request.headers);

/** The context in which a viewer's verbs run, in the team in hand. */
export const contextOf = ({ userId, name, team }: Viewer): StudioContext | null =>
  team && {
    db: db(),
    storage: getStorage(),
    teamId: team.id,
    actor: { kind: "user", id: userId, name, role: team.role },
  };

/** For route handlers outside tRPC. Null: not signed in, or in no team. */
export const contextFromRequest = async (request: Request): Promise<StudioContext | null> => {
  const viewer = await viewerOfRequest(request);
  if (!viewer || (!viewer.mayWrite && request.method !== "GET" && request.method !== "HEAD")) return null;
  return contextOf(viewer);
};
