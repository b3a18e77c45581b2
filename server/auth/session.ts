import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { readViewer } from "./request";

/** The viewer of the page being rendered; one read a request. */
export const getViewer = cache(async () => readViewer(await cookies(), await headers()));

/** For pages: sends strangers to the sign-in page. */
export const requireViewer = async () => (await getViewer()) ?? redirect("/sign-in");
