/** Picture pixels, y down; z in the same unit, smaller is nearer to the camera. */
export type Point3 = { x: number; y: number; z: number };
/** Forehead, chin, and the head's two sides as they lie in the picture. */
export type HeadCorners = { top: Point3; bottom: Point3; left: Point3; right: Point3 };
/** Degrees. Yaw positive when the face looks to the picture's right, pitch positive when it looks up. */
export type FaceTurn = { yaw: number; pitch: number };

const degrees = 180 / Math.PI;
const minus = (a: Point3, b: Point3): Point3 => ({ x: a.x - b.x, y: a.y - b.y, z: a.z - b.z });

/**
 * Where a face looks, once it is turned upright by its `roll` (degrees, clockwise): the normal of the plane through
 * forehead, chin and the sides of the head. Rough, as the landmarks are. A flat or empty figure looks straight on.
 */
export const faceTurn = ({ top, bottom, left, right }: HeadCorners, roll: number): FaceTurn => {
  const across = minus(right, left);
  const down = minus(bottom, top);
  // across × down points away from the camera for a face that looks at it.
  const away = {
    x: across.y * down.z - across.z * down.y,
    y: across.z * down.x - across.x * down.z,
    z: across.x * down.y - across.y * down.x,
  };
  const angle = roll / degrees;
  const x = -(away.x * Math.cos(angle) + away.y * Math.sin(angle));
  const y = -(away.y * Math.cos(angle) - away.x * Math.sin(angle));
  const z = -away.z;
  if (Math.hypot(x, y, z) === 0) return { yaw: 0, pitch: 0 };
  return { yaw: Math.atan2(x, -z) * degrees, pitch: Math.atan2(-y, Math.hypot(x, z)) * degrees };
};
