import type { NextConfig } from "next";

// Scripts of Next are inline and no proxy hands out nonces, so 'unsafe-inline' stays; everything else is ours alone.
// The UploadThing hosts matter only when UPLOADTHING_TOKEN sends uploads to its cloud.
const contentSecurity = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self' https://*.ingest.uploadthing.com",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join("; ");

const config: NextConfig = {
  // Several builds lie side by side (scripts/lib/build.mjs): the launcher says which one.
  distDir: process.env.BACKLOT_DIST || ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimizer has a history of remote-code holes (docs/decisions); thumbnails are ours.
  images: { unoptimized: true },
  serverExternalPackages: ["sharp", "postgres", "@aws-sdk/client-s3"],
  // `npm run check` type-checks the whole tree; a stranger's first start need not wait for it.
  typescript: { ignoreBuildErrors: true, tsconfigPath: "tsconfig.build.json" },
  headers: async () => [
    {
      // Pages and answers; scripts and fonts have no use for most of these, and carried them a dozen times a page.
      source: "/((?!_next/static/).*)",
      headers: [
        { key: "Content-Security-Policy", value: contentSecurity },
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "same-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
      ],
    },
    { source: "/_next/static/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
  ],
};

export default config;
