"use client";

import { useEffect, useRef } from "react";
import { type Light, shadeOf } from "@/contract/environment/light";

const size = 96;

/** A grey ball under a light: what the angles mean, at a glance. */
export function LightBall({ light }: { light: Light }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { azimuth, elevation, colour, intensity } = light;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(size, size);
    const [red = 1, green = 1, blue = 1] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
    const radius = size / 2 - 1;
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) {
        const [x, y] = [(column - size / 2 + 0.5) / radius, (size / 2 - row - 0.5) / radius];
        const inside = 1 - x * x - y * y;
        const at = (row * size + column) * 4;
        if (inside <= 0) continue;
        const lit = shadeOf({ x, y, z: Math.sqrt(inside) }, { azimuth, elevation, intensity });
        const level = (tint: number) => 255 * Math.min(1, (0.06 + 0.75 * lit * tint) ** (1 / 2.2));
        image.data.set([level(red), level(green), level(blue), 255 * Math.min(1, inside * 24)], at);
      }
    context.putImageData(image, 0, 0);
  }, [azimuth, elevation, colour, intensity]);
  return <canvas ref={canvas} width={size} height={size} aria-hidden className="size-24 shrink-0" />;
}
