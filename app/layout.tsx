import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { parseTheme, themeCookie } from "@/components/ui/theme";
import { fontVariables } from "./fonts/fonts";
import "./globals.css";

export const metadata: Metadata = { title: { default: "Backlot", template: "%s · Backlot" }, robots: { index: false } };
export const viewport: Viewport = { colorScheme: "dark light" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme} className={fontVariables}>
      <head>
        {/* The first picture waits for the whole shell: painted half parsed, what is centred or stands right moves once more. */}
        <link rel="expect" href="#shell" blocking="render" />
      </head>
      <body>
        {children}
        <div id="shell" hidden />
      </body>
    </html>
  );
}
