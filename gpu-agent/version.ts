/** What this node calls itself in reports and records. */
export const agentVersion = "0.1.0";
