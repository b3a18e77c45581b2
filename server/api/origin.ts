/**
 * True when a changing request comes from our own pages: the browser says so (`Sec-Fetch-Site`), or its Origin is
 * our Host (plain http beyond localhost has no Sec-Fetch), or it carries a Bearer token, which no browser adds by itself.
 */
export const sameOrigin = (request: Request): boolean => {
  const { headers, method } = request;
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return true;
  if (headers.get("authorization")?.startsWith("Bearer ")) return true;
  if (headers.get("sec-fetch-site") === "same-origin") return true;
  const origin = headers.get("origin");
  if (!origin || headers.has("sec-fetch-site")) return false;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
};

export const foreignOrigin = () =>
  Response.json(
    { error: "This request came from another site. Open the studio itself and try again." },
    { status: 403 },
  );
