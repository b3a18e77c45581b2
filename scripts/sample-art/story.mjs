// The words of "Low Tide": people, place, shots and the notes on them. manifest.mjs joins them to the pictures.

export const CHARACTERS = [
  {
    code: "MARA",
    name: "Mara",
    tier: "lead",
    triggerWord: "mara_lowtide",
    status: "approved",
    description:
      "A lamplighter. Ochre oilskin, slate cape, wide hat, black hair tied low. She has kept the road lamps of this coast for thirty years and walks as if the sand were hers to look after. Speaks little; looks first.",
    folder: "mara",
    age: "58",
    gender: "woman",
    ethnicity: "Portuguese",
    heightCm: 158,
    mustHave: ["wide ochre hat", "ochre oilskin", "black hair tied low", "brass hand lamp in her left hand"],
    mustNot: ["staff", "jewellery", "bare head"],
    dos: ["Light her from below with the lamp, or from behind with the sky", "Let her look before she walks"],
    donts: ["No wide smile; she smiles with her eyes", "Do not let the hat's brim cover both eyes"],
    palette: [
      { hex: "#b98a3e", name: "Oilskin" },
      { hex: "#3d4a55", name: "Slate cape" },
      { hex: "#1d1a1c", name: "Hair" },
      { hex: "#e2a76f", name: "Lamp on skin" },
    ],
    fragments: {
      character: "a lamplighter in an ochre oilskin and slate cape, (wide ochre hat:1.1), black hair tied low",
      expression: "calm, attentive eyes",
      pose: "standing upright, weight on both feet",
      action: "holding up a brass hand lamp",
      setting: "tidal flat with shallow pools",
    },
  },
  {
    code: "PIP",
    name: "Pip",
    tier: "lead",
    triggerWord: "pip_lowtide",
    status: "in_review",
    description:
      "A small lamp-tender, built to climb where people cannot. Blue-green plate worn by salt, copper bands, two round amber eyes that dim when it is unsure. Keeps to the edge of Mara's light.",
    folder: "pip",
    age: "as old as the lamp",
    gender: "none",
    ethnicity: "none: a machine",
    heightCm: 96,
    mustHave: ["two round amber eyes", "blue-green plate with salt marks", "copper bands at wrists and ankles"],
    mustNot: ["mouth", "antenna", "printed letters"],
    dos: ["Show doubt by dimming the eyes", "Keep Pip at the edge of Mara's light"],
    donts: ["Never taller than Mara's elbow", "No clean plate: salt has worn every edge"],
    palette: [
      { hex: "#4f7f7c", name: "Plate" },
      { hex: "#a8643c", name: "Copper" },
      { hex: "#f2a83b", name: "Eyes" },
    ],
    fragments: {
      character: "a small robot of worn blue-green plate with copper bands, (two round amber eyes:1.15)",
      expression: "eyes half dimmed, unsure",
      pose: "arms close to the body",
      action: "following a step behind",
      setting: "tidal flat with shallow pools",
    },
    candidates: ["characters/pip/front-second.webp", "characters/pip/three-quarter-left-second.webp"],
  },
];

export const ENVIRONMENT = {
  code: "FLATS",
  name: "The flats",
  description:
    "A tidal flat below the lighthouse at Low Point. Rippled sand, shallow pools that hold the sky, the posts of an old jetty, one boat left dry. The lamp room faces south.",
  // Degrees clockwise from where the plates look; the looks of page/looks.js say the same in vectors.
  states: [
    { name: "Morning", timeOfDay: "morning", azimuth: 308, elevation: 14, colour: "#ffd8a8", intensity: 0.85 },
    { name: "Dusk", timeOfDay: "dusk", azimuth: 23, elevation: 5, colour: "#ff9a5c", intensity: 0.6 },
    {
      name: "Night",
      timeOfDay: "night",
      azimuth: 27,
      elevation: 16,
      colour: "#90a8ff",
      intensity: 0.25,
      flicker: [
        { at: 0, level: 1 },
        { at: 0.4, level: 0.86 },
        { at: 0.9, level: 1.08 },
        { at: 1.6, level: 0.94 },
        { at: 2.4, level: 1 },
      ],
    },
  ],
  images: [
    { file: "environment/flats-dusk.webp", state: "Dusk", angle: "Wide, low tide", role: "plate" },
    { file: "environment/flats-around.webp", state: "Dusk", angle: "All around, from the track", role: "panorama" },
    { file: "environment/flats-jetty.webp", state: "Dusk", angle: "From the jetty, last light", role: "plate" },
    { file: "environment/flats-detail.webp", state: "Dusk", angle: "Pool and sand", role: "plate" },
    { file: "environment/flats-morning.webp", state: "Morning", angle: "Wide, mist rising", role: "plate" },
    { file: "environment/flats-night.webp", state: "Night", angle: "Wide, lamp lit", role: "plate" },
  ],
};

const version = (file, kind, title, note) => ({ file: `shots/${file}.webp`, kind, title, ...(note ? { note } : {}) });
const says = (by, body, from, to) => ({ by, body, ...(to ? { statusChange: { from, to } } : {}) });

export const SHOTS = [
  {
    code: "SQ010_SH0010",
    title: "The lamp is out",
    action:
      "Dusk. The tide has gone out as far as it goes. Mara and Pip cross the flats towards the lighthouse. Its lamp room is dark.",
    durationFrames: 96,
    status: "done",
    details: { scene: "12", size: "Wide", angle: "Eye level", move: "Slow push", lens: "35 mm" },
    state: "Dusk",
    work: { board: "done", render: "wfa", comp: "todo" },
    dueIn: 1,
    cast: ["MARA", "PIP"],
    frames: [
      {
        label: "a",
        title: "They set out",
        status: "done",
        versions: [
          version("sh0010_a_v001", "blocking", "Blocking", "Tower on the left third, figures on the right."),
          version("sh0010_a_v002", "beauty", "Beauty"),
          version("sh0010_a_v003", "fix", "Marker cone removed"),
        ],
        flaw: { version: 2, what: "A survey cone left on the sand" },
        notes: [
          says("artist", "First light pass. I kept the sun low so that the pools carry it.", "wip", "wfa"),
          says(
            "supervisor",
            "A marker cone is standing on the sand, left of the figures. Take it out; leave the rest as it is.",
            "wfa",
            "retake",
          ),
          says("artist", "Cone removed in v003. Nothing else has changed.", "retake", "wfa"),
          says("supervisor", "Approved. The dark lamp room reads at once.", "wfa", "done"),
        ],
      },
      {
        label: "b",
        title: "Past the boat",
        status: "wfa",
        versions: [version("sh0010_b_v001", "beauty", "Beauty")],
        notes: [
          says("artist", "End of the shot: they are halfway, and the tower still has not answered.", "wip", "wfa"),
        ],
      },
    ],
  },
  {
    code: "SQ010_SH0020",
    title: "Reading the sand",
    action: "Mara carries the hand lamp low, to see where the sand is firm. Pip walks at the edge of its light.",
    durationFrames: 84,
    status: "retake",
    details: { scene: "12", size: "Medium", angle: "Low", move: "Track", lens: "50 mm" },
    state: "Dusk",
    work: { board: "done", render: "retake" },
    dueIn: 0,
    cast: ["MARA", "PIP"],
    frames: [
      {
        label: "a",
        title: "Side by side",
        status: "retake",
        versions: [version("sh0020_a_v001", "blocking", "Blocking"), version("sh0020_a_v002", "beauty", "Beauty")],
        cleanReference: "shots/sh0020_a_v003.webp",
        flaw: { version: 2, what: "A microphone boom in the sky, upper left" },
        notes: [
          says("artist", "Lamp as key, sun as rim. @{MARA} holds at half a stop under.", "wip", "wfa"),
          says(
            "supervisor",
            "The boom is in the picture, upper left. @{artist}, fill the sky over it and send me v003.",
            "wfa",
            "retake",
          ),
        ],
      },
    ],
  },
  {
    code: "SQ010_SH0030",
    title: "The keeper's boat",
    action:
      "The boat that belongs at the mooring lies dry, oars shipped. Mara lifts the lamp over it. There is nobody.",
    durationFrames: 108,
    status: "wfa",
    details: { scene: "13", size: "Medium wide", angle: "High", move: "Static", lens: "40 mm" },
    state: "Dusk",
    work: { board: "done", layout: "done", render: "wfa" },
    dueIn: 2,
    cast: ["MARA", "PIP"],
    frames: [
      {
        label: "a",
        title: "Lamp over the boat",
        status: "wfa",
        versions: [
          version("sh0030_a_v001", "blocking", "Blocking", "Camera raised so that we see the empty thwarts."),
          version("sh0030_a_v002", "beauty", "Beauty"),
        ],
        notes: [
          says(
            "supervisor",
            "Blocking works. Let the boat stay dark and keep the light on @{MARA}, as in @{SQ010_SH0020}.",
            "wfa",
            "wip",
          ),
          says("artist", "v002: one lamp, nothing else lifted.", "wip", "wfa"),
        ],
      },
    ],
  },
  {
    code: "SQ010_SH0040",
    title: "The water turns",
    action: "They stop to listen. Far out the tide has turned; they have an hour.",
    durationFrames: 72,
    status: "wip",
    details: { scene: "13", size: "Medium close", angle: "Eye level", move: "Static", lens: "65 mm" },
    state: "Dusk",
    work: { board: "done", render: "wip", face: "ready" },
    dueIn: 3,
    cast: ["MARA", "PIP"],
    frames: [
      {
        label: "a",
        title: "Both listening",
        status: "wfa",
        versions: [version("sh0040_a_v001", "beauty", "Beauty")],
        notes: [
          says("artist", "Both faces in one frame. Hers could use a little more detail at this size.", "wip", "wfa"),
        ],
      },
      {
        label: "b",
        title: "Mara",
        status: "wip",
        versions: [version("sh0040_b_v001", "beauty", "Beauty")],
        notes: [],
      },
    ],
  },
  {
    code: "SQ010_SH0050",
    title: "In the pool",
    action: "Mara puts down the lamp and reaches into a pool. A piece of the great lens lies there, unbroken.",
    durationFrames: 120,
    status: "ready",
    details: { scene: "14", size: "Medium", angle: "Low", move: "Tilt down", lens: "50 mm" },
    state: "Dusk",
    work: { board: "done", layout: "wip", render: "ready" },
    dueIn: 6,
    cast: ["MARA", "PIP"],
    frames: [
      {
        label: "a",
        title: "She reaches down",
        status: "ready",
        versions: [version("sh0050_a_v001", "blocking", "Blocking"), version("sh0050_a_v002", "beauty", "Light test")],
        notes: [says("supervisor", "The light test is the right hour for @{FLATS}. Go on from here.", "wfa", "ready")],
      },
      { label: "b", title: "The glass in her hand", status: "todo", versions: [], notes: [] },
    ],
  },
  {
    code: "SQ010_SH0060",
    title: "The lamp is lit",
    action:
      "Night. The glass is back in its frame. The beam goes out over the water, and they stay to see it come round.",
    durationFrames: 144,
    status: "wfa",
    details: { scene: "15", size: "Wide", angle: "Eye level", move: "Crane up", lens: "35 mm" },
    state: "Night",
    work: { board: "done", render: "done", comp: "done", audio: "done" },
    dueIn: -1,
    cast: ["MARA", "PIP"],
    frames: [
      {
        label: "a",
        title: "They watch",
        status: "done",
        versions: [version("sh0060_a_v001", "blocking", "Blocking"), version("sh0060_a_v002", "beauty", "Beauty")],
        notes: [
          says("artist", "Night pass. Only the tower and the hand lamp give light.", "wip", "wfa"),
          says("supervisor", "Approved. Hold two seconds longer before the cut.", "wfa", "done"),
        ],
      },
    ],
  },
  {
    code: "SQ020_SH0010",
    title: "First light",
    action: "Morning. Mist lies on the water. They stand where the track ends and look back at the tower.",
    durationFrames: 96,
    status: "done",
    details: { scene: "16", size: "Wide", angle: "Eye level", move: "Static", lens: "35 mm" },
    state: "Morning",
    work: { board: "done", render: "done" },
    dueIn: -2,
    cast: ["MARA", "PIP"],
    frames: [
      {
        label: "a",
        title: "Looking back",
        status: "done",
        versions: [version("sq020_sh0010_a_v001", "beauty", "Beauty")],
        notes: [
          says("artist", "First frame of the morning state of @{FLATS}. Sun from the left, low.", "wip", "wfa"),
          says("supervisor", "Approved. Use this light for all of SQ020.", "wfa", "done"),
        ],
      },
    ],
  },
  {
    code: "SQ020_SH0020",
    title: "Water over the sand",
    action: "The tide comes in over their footprints. The track is gone.",
    durationFrames: 60,
    status: "hold",
    details: { scene: "16", size: "Close", angle: "High", move: "Static", lens: "85 mm" },
    state: "Morning",
    work: { board: "hold" },
    dueIn: 9,
    cast: [],
    frames: [
      {
        label: "a",
        title: "Footprints",
        status: "hold",
        versions: [],
        notes: [
          says(
            "supervisor",
            "On hold until we know how the water is done. @{artist}, leave it for now.",
            "todo",
            "hold",
          ),
        ],
      },
    ],
  },
  {
    code: "SQ020_SH0030",
    title: "The boat goes home",
    action: "Mara bends to the keeper's boat. It will float within the hour.",
    durationFrames: 84,
    status: "wip",
    details: { scene: "17", size: "Medium wide", angle: "High", move: "Dolly left", lens: "40 mm" },
    state: "Morning",
    work: { board: "done", layout: "wip" },
    dueIn: 4,
    cast: ["MARA", "PIP"],
    frames: [
      {
        label: "a",
        title: "Hands on the bow",
        status: "wip",
        versions: [version("sq020_sh0030_a_v001", "blocking", "Blocking")],
        notes: [
          says(
            "supervisor",
            "Same side of the boat as @{SQ010_SH0030}, please: we cross the line otherwise.",
            "wfa",
            "wip",
          ),
        ],
      },
    ],
  },
  {
    code: "SQ020_SH0040",
    title: "Pip keeps the lamp",
    action: "Pip stays with the hand lamp, which is still burning in daylight.",
    durationFrames: 72,
    status: "wfa",
    details: { scene: "17", size: "Medium close", angle: "Low", move: "Static", lens: "65 mm" },
    state: "Morning",
    work: { board: "done", render: "wfa" },
    dueIn: 1,
    cast: ["PIP"],
    frames: [
      {
        label: "a",
        title: "Lamp by day",
        status: "wfa",
        versions: [version("sq020_sh0040_a_v001", "beauty", "Beauty")],
        notes: [
          says("artist", "@{PIP} alone. The eyes are brighter than the lamp now; is that what we want?", "wip", "wfa"),
        ],
      },
    ],
  },
  {
    code: "SQ020_SH0050",
    title: "The road lamps",
    action: "Along the coast the road lamps come on, one after another, all the way to the town.",
    durationFrames: 120,
    status: "todo",
    details: { scene: "18", size: "Extreme wide", angle: "High", move: "Pan right", lens: "28 mm" },
    state: "Morning",
    work: { board: "todo" },
    dueIn: 12,
    cast: [],
    frames: [],
  },
  {
    code: "SQ020_SH0060",
    title: "The pool, empty",
    action: "The pool where the glass lay. Cut after the second reading: the film ends on the lamps.",
    durationFrames: 48,
    status: "omit",
    details: { scene: "18", size: "Close", angle: "High", move: "Static", lens: "85 mm" },
    state: "Morning",
    work: { board: "omit" },
    dueIn: null,
    cast: [],
    frames: [],
  },
];

/** What the two people keep beside the shots. */
export const DESK = {
  view: { name: "To look at", query: "render=wfa,retake" },
  playlist: {
    name: "Monday's look",
    shots: ["SQ010_SH0010", "SQ010_SH0030", "SQ010_SH0040", "SQ020_SH0010", "SQ020_SH0040"],
  },
};
