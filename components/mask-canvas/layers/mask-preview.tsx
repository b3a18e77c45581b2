"use client";

import { useEffect, useRef } from "react";
import { byteAt } from "@/contract/mask/bytes";

const longest = 512;

/** A mask in black and white, small: every pixel shown is one of the mask's own. */
export function MaskPreview({ pixels, width, height }: { pixels: Uint8Array; width: number; height: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const step = Math.max(1, Math.ceil(Math.max(width, height) / longest));
  const [w, h] = [Math.ceil(width / step), Math.ceil(height / step)];
  useEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen) return;
    const image = new ImageData(w, h);
    const words = new Uint32Array(image.data.buffer);
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++)
        words[y * w + x] = byteAt(pixels, y * step * width + x * step) * 0x010101 + 0xff000000;
    pen.putImageData(image, 0, 0);
  }, [pixels, width, step, w, h]);
  const share = pixels.reduce((sum, value) => sum + value, 0) / 255 / Math.max(1, pixels.length);
  return (
    <figure className="grid gap-1">
      <canvas ref={canvas} width={w} height={h} className="max-h-64 w-full rounded-picture bg-well object-contain" />
      <figcaption className="num text-muted text-xs">{`${Math.round(share * 1000) / 10} % of the picture`}</figcaption>
    </figure>
  );
}
