/** The kinds of work a shot goes through, in order; the table shows one status pill for each. */
export const taskTypes = {
  board: { label: "Board" },
  layout: { label: "Layout" },
  render: { label: "Render" },
  face: { label: "Face" },
  upscale: { label: "Upscale" },
  comp: { label: "Comp" },
  audio: { label: "Audio" },
} as const;

export type TaskType = keyof typeof taskTypes;
export const taskTypeIds = Object.keys(taskTypes) as [TaskType, ...TaskType[]];
