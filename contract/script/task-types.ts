/** The kinds of work a shot goes through, in order; the table shows one status pill for each. `short` where room is scarce. */
export const taskTypes = {
  board: { label: "Board", short: "BRD" },
  layout: { label: "Layout", short: "LAY" },
  render: { label: "Render", short: "RND" },
  face: { label: "Face", short: "FAC" },
  upscale: { label: "Upscale", short: "UPS" },
  comp: { label: "Comp", short: "CMP" },
  audio: { label: "Audio", short: "AUD" },
} as const;

export type TaskType = keyof typeof taskTypes;
export const taskTypeIds = Object.keys(taskTypes) as [TaskType, ...TaskType[]];
