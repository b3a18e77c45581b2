import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Providers } from "@/components/providers";
import { StudioFrame } from "@/components/studio/studio-frame";
import { ViewerProvider } from "@/components/studio/viewer";
import { parseTheme, themeCookie } from "@/components/ui/theme";
import { requireViewer } from "@/server/auth/session";
import { caller } from "../rsc";

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  if (!viewer.team) redirect("/sign-in?error=no-team");
  const [seq, jar] = await Promise.all([(await caller()).live.seq(), cookies()]);
  return (
    <Providers>
      <ViewerProvider viewer={viewer}>
        <StudioFrame seq={seq} theme={parseTheme(jar.get(themeCookie)?.value)}>
          {children}
        </StudioFrame>
      </ViewerProvider>
    </Providers>
  );
}
