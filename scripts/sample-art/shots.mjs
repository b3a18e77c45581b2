// Cameras, casts and lights of the film's frames. Metres; y up; the sun sits 23 degrees right of -z.
const FRAME = { width: 1280, height: 720, samples: 18, look: "dusk", quality: 91, shadowExtent: 15 };
const PI = Math.PI;

const sh010 = {
  ...FRAME,
  fov: 33,
  camera: [0.5, 1.35, 5.6],
  target: [0.35, 2.15, -12],
  focusAt: [1.6, 1, -2.4],
  aperture: 0.012,
  cast: [
    { who: "mara", clip: "Walking_A", time: 0.35, facing: PI - 0.2, at: [1.55, 0, -2.2], lantern: true },
    { who: "pip", clip: "Walking", time: 0.2, facing: PI - 0.05, at: [2.65, 0, -2.9] },
  ],
};
const sh010b = {
  ...sh010,
  camera: [-2.5, 2.5, 3],
  target: [-3.4, 2.6, -14],
  fov: 30,
  focusAt: [-2, 1, -10],
  aperture: 0.008,
  centre: [-2, 0, -10],
  cast: [
    { who: "mara", clip: "Walking_B", time: 0.15, facing: PI + 0.25, at: [-1.6, 0, -11.5], lantern: true },
    { who: "pip", clip: "Walking", time: 0.5, facing: PI + 0.2, at: [-0.4, 0, -11.9] },
  ],
};
const sh020 = {
  ...FRAME,
  fov: 24,
  camera: [-1.1, 0.95, 4.9],
  target: [1.0, 1.02, -0.6],
  focusAt: [0.9, 1, -0.7],
  aperture: 0.03,
  lampPower: 4.5,
  cast: [
    { who: "mara", clip: "Walking_A", time: 0.35, facing: -0.25, at: [0.45, 0, -0.8], lantern: true },
    {
      who: "pip",
      clip: "Walking",
      time: 0.5,
      facing: -0.35,
      at: [1.65, 0, -0.6],
      morph: { Surprised: 0.25, Sad: 0.2 },
    },
  ],
};
const sh030 = {
  ...FRAME,
  fov: 29,
  camera: [-9.2, 1.75, -3.4],
  target: [-3.95, 0.95, -8.8],
  focusAt: [-3.9, 1, -8.3],
  aperture: 0.02,
  centre: [-5, 0, -8],
  lampPower: 7,
  cast: [
    {
      who: "mara",
      clip: "Spellcast_Raise",
      time: 0.4,
      facing: -1.0,
      at: [-3.45, 0, -8.9],
      lantern: true,
      turn: { head: [0.25, 0, 0] },
    },
    {
      who: "pip",
      clip: "Standing",
      time: 0,
      facing: -2.2,
      at: [-3.25, 0, -6.5],
      turn: { UpperArmL: [-0.9, 0, 0], UpperArmR: [-0.9, 0, 0] },
    },
  ],
};
const sh040 = {
  ...FRAME,
  look: "late",
  fov: 21.5,
  camera: [-0.6, 1.12, 3.7],
  target: [0.55, 1.12, -0.2],
  focusAt: [0.3, 1.2, 0.1],
  aperture: 0.022,
  lampPower: 3.2,
  practicals: [{ at: [-0.4, 0.75, 1.5], power: 1.6 }],
  cast: [
    { who: "mara", clip: "Idle", time: 0.3, facing: 0.0, at: [0.1, 0, 0], turn: { head: [-0.04, 0.2, 0] } },
    {
      who: "pip",
      clip: "Walking",
      time: 0.5,
      facing: -0.42,
      at: [1.22, 0.0, 0.15],
      lift: 0.22,
      morph: { Surprised: 0.3, Sad: 0.2 },
    },
  ],
};
const sh040b = {
  ...sh040,
  camera: [-0.35, 1.16, 2.7],
  target: [0.42, 1.24, -0.2],
  focusAt: [0.15, 1.25, 0.3],
  cast: [{ who: "mara", clip: "Idle", time: 0.9, facing: 0.15, at: [0.2, 0, 0], turn: { head: [-0.18, -0.25, 0.05] } }],
};
const sh050 = {
  ...FRAME,
  look: "late",
  fov: 26,
  camera: [-2.2, 0.5, 4.2],
  target: [0.35, 0.62, -1],
  focusAt: [0.2, 0.6, -0.6],
  aperture: 0.02,
  set: { wetness: 0.1 },
  lanternAt: [-0.75, 0.03, -0.35],
  lampPower: 3.5,
  cast: [
    { who: "mara", clip: "PickUp", time: 0.45, facing: -0.75, at: [0.25, 0, -0.9] },
    { who: "pip", clip: "Walking", time: 0.2, facing: -0.7, at: [1.55, 0, -1.2], morph: { Surprised: 0.6 } },
  ],
};
const sh060 = {
  ...FRAME,
  look: "night",
  fov: 33,
  camera: [1.3, 1.0, -18],
  target: [-5.0, 5.8, -46],
  focusAt: [0.6, 1, -24.5],
  aperture: 0.01,
  centre: [0, 0, -25],
  set: { lit: true, beam: 1.15, wetness: 0.07 },
  lampPower: 2.2,
  practicals: [{ at: [-15, 17, -56], power: 260 }],
  cast: [
    { who: "mara", clip: "Spellcast_Raise", time: 0.15, facing: PI + 0.35, at: [0.35, 0, -24.4], lantern: true },
    { who: "pip", clip: "Walking", time: 0.5, facing: PI + 0.3, at: [1.4, 0, -24.9] },
  ],
};
const morning = {
  ...FRAME,
  look: "morning",
  fov: 31,
  camera: [0.7, 1.5, 5.4],
  target: [-1.1, 2.3, -12],
  focusAt: [-1.2, 1, -2.6],
  aperture: 0.012,
  set: { wetness: 0.08 },
  cast: [
    { who: "mara", clip: "Idle", time: 0.3, facing: PI + 0.5, at: [-0.9, 0, -2.6] },
    {
      who: "pip",
      clip: "Standing",
      time: 0,
      facing: PI - 0.35,
      at: [0.25, 0, -2.9],
      turn: { UpperArmL: [-0.9, 0, 0], UpperArmR: [-0.9, 0, 0] },
    },
  ],
};
const launch = {
  ...FRAME,
  look: "morning",
  fov: 30,
  camera: [-9.6, 1.5, -3.9],
  target: [-4.6, 0.8, -8.6],
  focusAt: [-4.4, 0.9, -8.2],
  centre: [-5, 0, -8],
  cast: [
    { who: "mara", clip: "PickUp", time: 0.35, facing: -2.3, at: [-3.6, 0, -7.4] },
    { who: "pip", clip: "Walking", time: 0.2, facing: -2.5, at: [-2.9, 0, -8.8] },
  ],
};
const keeper = {
  ...FRAME,
  look: "morning",
  fov: 22,
  camera: [-0.7, 0.8, 3.6],
  target: [0.3, 0.78, -0.4],
  focusAt: [0.25, 0.9, -0.2],
  aperture: 0.024,
  set: { wetness: 0.08 },
  lanternAt: [-0.42, 0.03, 0.15],
  lampPower: 1.2,
  cast: [
    {
      who: "pip",
      clip: "Standing",
      time: 0,
      facing: -0.3,
      at: [0.35, 0, -0.4],
      turn: { UpperArmL: [-1, 0, 0], UpperArmR: [-1, 0, 0] },
      morph: { Surprised: 0.25 },
    },
  ],
};

const clay = (shot, file) => ({ ...shot, file, clay: true, samples: 8, quality: 70 });
const take = (shot, file, more = {}) => ({ ...shot, file, ...more });

export const SHOTS = [
  clay(sh010, "shots/sh0010_a_v001.webp"),
  take(sh010, "shots/sh0010_a_v002.webp", { flaw: { kind: "cone", at: [-0.2, 0, -2.0], scale: 0.85 } }),
  take(sh010, "shots/sh0010_a_v003.webp"),
  take(sh010b, "shots/sh0010_b_v001.webp"),
  clay(sh020, "shots/sh0020_a_v001.webp"),
  take(sh020, "shots/sh0020_a_v003.webp"),
  take(sh020, "shots/sh0020_a_v002.webp", { flaw: { kind: "boom", at: [-0.75, 1.62, -0.6], scale: 0.6 } }),
  clay(sh030, "shots/sh0030_a_v001.webp"),
  take(sh030, "shots/sh0030_a_v002.webp"),
  take(sh040, "shots/sh0040_a_v001.webp"),
  take(sh040b, "shots/sh0040_b_v001.webp"),
  clay(sh050, "shots/sh0050_a_v001.webp"),
  take(sh050, "shots/sh0050_a_v002.webp"),
  clay(sh060, "shots/sh0060_a_v001.webp"),
  take(sh060, "shots/sh0060_a_v002.webp"),
  take(morning, "shots/sq020_sh0010_a_v001.webp"),
  clay(launch, "shots/sq020_sh0030_a_v001.webp"),
  take(keeper, "shots/sq020_sh0040_a_v001.webp"),
];
