import type { Metadata } from "next";
import { projectOf } from "@/app/rsc";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { NodeStatus } from "@/components/studio/node-status";
import { TransferScreen } from "@/components/transfer/transfer-screen";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Import and export" };

export default async function TransferPage({ params }: Props) {
  const { projectId: slug } = await params;
  const { name } = await projectOf(slug);
  const crumbs = [{ label: name, href: `/p/${slug}` }, { label: "Import and export" }];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />} ground="surface">
      <TransferScreen />
    </Workspace>
  );
}
