/** A point of a flicker curve: seconds from its start (it repeats from the last point), and brightness as a share of 1. */
export type FlickerPoint = { at: number; level: number };

export const timesOfDay = ["morning", "noon", "dusk", "night", "other"] as const;
export type TimeOfDay = (typeof timesOfDay)[number];

/**
 * The key light of a place. `azimuth` in degrees clockwise from where the camera looks (0 behind the scene, 90 from the
 * right, 180 from the camera, 270 from the left), `elevation` −90 to 90, `colour` #rrggbb, `intensity` 1 on a plain day.
 */
export type Light = {
  azimuth: number;
  elevation: number;
  colour: string;
  intensity: number;
  flicker: readonly FlickerPoint[];
};

export const lightLimits = { intensity: 8, flickerPoints: 64, flickerSeconds: 60, flickerLevel: 4 } as const;

/** Any angle as 0 ≤ degrees < 360. */
export const wrapDegrees = (degrees: number): number => {
  const turned = ((degrees % 360) + 360) % 360;
  return turned === 360 ? 0 : turned;
};

/** Where the light stands: unit vector towards it, x to the right, y up, z towards the camera. */
export const lightDirection = ({ azimuth, elevation }: Pick<Light, "azimuth" | "elevation">) => {
  const [turn, rise] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
  return { x: Math.cos(rise) * Math.sin(turn), y: Math.sin(rise), z: -Math.cos(rise) * Math.cos(turn) };
};

/** The stage measures from the camera's side towards the right: +z over +x, −180 to 180. */
export const stageAzimuth = (azimuth: number): number => {
  const turned = wrapDegrees(180 - azimuth);
  return turned > 180 ? turned - 360 : turned;
};

/** Lambert on a point with this unit normal: 0 in shade, `intensity` where it faces the light. */
export const shadeOf = (
  normal: { x: number; y: number; z: number },
  light: Pick<Light, "azimuth" | "elevation" | "intensity">,
): number => {
  const to = lightDirection(light);
  return light.intensity * Math.max(0, normal.x * to.x + normal.y * to.y + normal.z * to.z);
};

/** Times of day as the trade lights them: morning from the side, noon from above, night by a moon behind. */
export const lightPresets: Record<Exclude<TimeOfDay, "other">, Light & { name: string }> = {
  morning: { name: "Morning", azimuth: 250, elevation: 15, colour: "#ffc080", intensity: 0.85, flicker: [] },
  noon: { name: "Noon", azimuth: 160, elevation: 75, colour: "#ffffff", intensity: 1, flicker: [] },
  dusk: { name: "Dusk", azimuth: 75, elevation: 6, colour: "#ff8a4c", intensity: 0.6, flicker: [] },
  night: { name: "Night", azimuth: 60, elevation: 40, colour: "#90a8ff", intensity: 0.25, flicker: [] },
};
