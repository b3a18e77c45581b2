// Character sheets (768x960, neutral cove) and the plates of The flats (1600x900).
const SHEET = {
  width: 768,
  height: 960,
  samples: 12,
  studio: true,
  fov: 22,
  aperture: 0,
  shadowExtent: 4,
  quality: 82,
  develop: { vignette: 0.18, grain: 0.008, bloom: 0.04, contrast: 1.1, gain: 1.08 },
};
const PORTRAIT = { width: 768, height: 960, samples: 18, quality: 86, shadowExtent: 12 };
const PI = Math.PI;

const FRAMES = {
  mara: { head: 1.34, far: 5.25, fullFar: 6.6, pose: { clip: "Idle", time: 0.3 }, arms: {} },
  pip: {
    head: 0.9,
    far: 3.1,
    fullFar: 4.6,
    pose: { clip: "Standing", time: 0, morph: { Sad: 0.12, Surprised: 0.12 } },
    arms: { UpperArmL: [-1, 0, 0], UpperArmR: [-1, 0, 0] },
  },
};

function sheet(who, slot, facing, { turn = {}, rise = 0, full = false } = {}) {
  const f = FRAMES[who];
  const y = full ? f.head * 0.74 : f.head;
  const far = full ? f.fullFar : f.far;
  return {
    ...SHEET,
    file: `characters/${who}/${slot}.webp`,
    camera: [0, y + 0.08 + rise, far],
    target: [0, y, 0],
    focusAt: [0, y, 0],
    centre: [0, y, 0],
    cast: [{ who, ...f.pose, facing, turn: { ...f.arms, ...turn } }],
  };
}

const angles = (who) => [
  sheet(who, "front", 0),
  sheet(who, "three-quarter-left", -0.72),
  sheet(who, "three-quarter-right", 0.72),
  sheet(who, "profile-left", -PI / 2),
  sheet(who, "profile-right", PI / 2),
  sheet(who, "back", PI),
  sheet(who, "up", 0.2, { turn: { head: [-0.34, 0, 0] }, rise: -0.25 }),
  sheet(who, "full-body", -0.35, { full: true }),
];

const LATE = { ...PORTRAIT, develop: { gain: 0.78 }, look: "late", fov: 24, aperture: 0.03 };
const PLATE = {
  width: 1600,
  height: 900,
  samples: 14,
  quality: 89,
  shadowExtent: 22,
  look: "dusk",
  focusAt: [0, 0, -14],
  aperture: 0.006,
};

export const SHEETS = [
  ...angles("mara"),
  sheet("mara", "over-shoulder", PI - 0.45, { turn: { head: [0.02, -1.15, 0] } }),
  sheet("mara", "down", -0.2, { turn: { head: [0.34, 0, 0] }, rise: 0.35 }),
  {
    ...LATE,
    file: "characters/mara/hero.webp",
    camera: [-0.9, 1.0, 4.6],
    target: [0.32, 1.18, -0.5],
    focusAt: [0.2, 1.2, -0.2],
    lampPower: 3.6,
    practicals: [{ at: [-0.7, 1.05, 1.3], power: 1.6 }],
    cast: [
      {
        who: "mara",
        clip: "Spellcast_Raise",
        time: 0.15,
        facing: -0.15,
        at: [0.2, 0, -0.4],
        lantern: true,
        turn: { head: [0.15, 0, 0] },
      },
    ],
  },
  ...angles("pip"),
  // Two nearly the same as a slot's: what the duplicate view is there to find.
  sheet("pip", "front-second", 0.015),
  sheet("pip", "three-quarter-left-second", -0.735),
  {
    ...LATE,
    file: "characters/pip/hero.webp",
    camera: [-0.9, 0.75, 3.9],
    target: [0.3, 0.82, -0.5],
    focusAt: [0.2, 0.9, -0.2],
    lanternAt: [-0.42, 0.03, 0.1],
    lampPower: 2.6,
    practicals: [{ at: [-0.7, 0.9, 1.5], power: 1.3 }],
    cast: [
      {
        who: "pip",
        clip: "Standing",
        time: 0,
        facing: -0.3,
        at: [0.25, 0, -0.4],
        turn: FRAMES.pip.arms,
        morph: { Sad: 0.2, Surprised: 0.2 },
      },
    ],
  },
];

export const PLATES = [
  {
    ...PLATE,
    file: "environment/flats-morning.webp",
    look: "morning",
    fov: 36,
    camera: [-0.5, 1.9, 7],
    target: [-0.4, 2.4, -12],
    centre: [0, 0, -10],
    set: { wetness: 0.08 },
  },
  {
    ...PLATE,
    file: "environment/flats-around.webp",
    width: 2048,
    height: 1024,
    samples: 8,
    // Nearly lossless and without grain: both would end at the seam.
    quality: 40,
    around: true,
    fov: 90,
    camera: [-0.8, 1.7, 1.5],
    target: [-0.8, 1.7, -10],
    centre: [0, 0, -6],
    set: { wetness: 0.02 },
    develop: { vignette: 0, bloom: 0, grain: 0 },
  },
  {
    ...PLATE,
    file: "environment/flats-dusk.webp",
    fov: 36,
    camera: [-0.5, 1.9, 7],
    target: [-0.4, 2.4, -12],
    centre: [0, 0, -10],
  },
  {
    ...PLATE,
    file: "environment/flats-night.webp",
    look: "night",
    fov: 36,
    camera: [-0.5, 1.9, 7],
    target: [-0.4, 2.6, -12],
    centre: [0, 0, -10],
    set: { lit: true, beam: 1.35, wetness: 0.05 },
    practicals: [{ at: [-15, 17, -56], power: 260 }],
  },
  {
    ...PLATE,
    file: "environment/flats-detail.webp",
    fov: 30,
    camera: [-3.4, 0.85, 2.6],
    target: [-2.05, 0.12, -1.6],
    focusAt: [-1.75, 0.1, -0.75],
    aperture: 0.02,
    shadowExtent: 8,
    centre: [-2, 0, -1],
    set: { wetness: 0.05 },
    lanternAt: [-1.75, 0.03, -0.75],
    lampPower: 1.6,
  },
  {
    ...PLATE,
    file: "environment/flats-jetty.webp",
    look: "late",
    fov: 36,
    camera: [9.6, 2.35, -19],
    target: [-1.5, 3.2, -44],
    focusAt: [4, 1, -34],
    centre: [8, 0, -30],
  },
];
