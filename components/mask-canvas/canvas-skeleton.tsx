import { CanvasPicture, type CanvasPictureProps } from "./canvas-picture";

export const stripHeight = "h-[140px]";
export const panelWidth = "w-80";

/** The canvas before its parts are here: the picture, and each part in its place. */
export function CanvasSkeleton({ picture }: CanvasPictureProps) {
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="h-12 shrink-0 border-b bg-surface" />
      <output className="sr-only">Opening the canvas</output>
      <div className="flex min-h-0 flex-1 bg-canvas">
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="h-10 shrink-0 border-b bg-surface" />
          <div className="flex min-h-0 flex-1">
            <div className="w-12 shrink-0 border-r bg-surface" />
            <div className="relative min-w-0 flex-1">
              <CanvasPicture picture={picture} />
            </div>
          </div>
          <div className={`${stripHeight} shrink-0 border-t bg-surface`} />
        </div>
        <div className={`${panelWidth} shrink-0 border-l bg-surface`} />
      </div>
    </div>
  );
}
