import { type Browser, type BrowserContext, chromium } from "@playwright/test";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run this with npm run bench`);
  return value;
};

/** The temporary studio that scripts/bench.mjs started. */
export const studio = {
  url: need("BACKLOT_URL"),
  setupUrl: process.env.BACKLOT_SETUP_URL ?? "",
  data: need("BACKLOT_DATA"),
  databaseUrl: need("DATABASE_URL"),
  pid: Number(need("BACKLOT_PID")),
};

const owner = { name: "Bench", email: "bench@example.test", password: "a quiet evening tide" };

const post = (path: string, body: string, headers: Record<string, string>) =>
  fetch(new URL(path, studio.url), {
    method: "POST",
    body,
    redirect: "manual",
    headers: { "sec-fetch-site": "same-origin", ...headers },
  });

const cookiesOf = (response: Response) => response.headers.getSetCookie().map((line) => line.split(";")[0]);

/** The cookie header of the studio's owner, who is made through the setup link on first use. */
export const signIn = async (): Promise<string> => {
  const token = new URL(studio.setupUrl || studio.url).searchParams.get("token");
  if (token)
    await post("/api/trpc/teams.setUp", JSON.stringify({ token, ...owner }), { "content-type": "application/json" });
  const csrf = await fetch(new URL("/api/auth/csrf", studio.url));
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const form = new URLSearchParams({ csrfToken, email: owner.email, password: owner.password, json: "true" });
  const cookie = cookiesOf(csrf).join("; ");
  const answer = await post("/api/auth/callback/credentials", form.toString(), {
    cookie,
    "content-type": "application/x-www-form-urlencoded",
  });
  const session = cookiesOf(answer).find((pair) => pair?.startsWith("next-auth.session-token="));
  if (!session) throw new Error(`signing in answered ${answer.status} without a session`);
  return session;
};

/** Call a query or mutation as the owner. */
export const call = async <T>(
  cookie: string,
  kind: "query" | "mutation",
  procedure: string,
  input: unknown,
): Promise<T> => {
  const headers = { cookie, "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const url = new URL(`/api/trpc/${procedure}`, studio.url);
  if (kind === "query" && input !== undefined) url.searchParams.set("input", JSON.stringify(input));
  const response = await fetch(
    url,
    kind === "query" ? { headers } : { method: "POST", headers, body: JSON.stringify(input) },
  );
  const body = (await response.json()) as { result?: { data: T }; error?: { message: string } };
  if (!body.result) throw new Error(`${procedure}: ${body.error?.message ?? response.status}`);
  return body.result.data;
};

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || undefined,
    args: ["--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });

/** A browser context that is signed in as the owner. Expressions given to the page as text may run in it. */
export const contextOf = async (browser: Browser, cookie: string): Promise<BrowserContext> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  const [name = "", ...value] = cookie.split("=");
  await context.addCookies([{ name, value: value.join("="), url: studio.url }]);
  return context;
};

export const sampleProject = async (cookie: string) => {
  const [project] = (
    await call<{ id: string; slug: string; isSample: boolean }[]>(cookie, "query", "projects.list", undefined)
  ).filter((p) => p.isSample);
  if (!project) throw new Error("the sample project is not there");
  return project;
};
