// The one index file of the tree: drizzle reads a schema as one module.
export * from "./activity";
export * from "./characters";
export * from "./environments";
export * from "./inbox";
export * from "./likeness";
export * from "./masks";
export * from "./media";
export * from "./nodes";
export * from "./profiles";
export * from "./projects";
export * from "./queue";
export * from "./review";
export * from "./script";
export * from "./statuses";
export * from "./storyboard";
export * from "./teams";
export * from "./views";
