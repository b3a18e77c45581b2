"use client";
import { notify } from "@/components/ui/notify";

/** For a mutation's `onError`: the server's own words in a toast. */
export const refused = (error: { message: string }): void => notify({ title: error.message, tone: "danger" });
