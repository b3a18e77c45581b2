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
  },
];

export const ENVIRONMENT = {
  code: "FLATS",
  name: "The flats",
  description:
    "A tidal flat below the lighthouse at Low Point. Rippled sand, shallow pools that hold the sky, the posts of an old jetty, one boat left dry. The lamp room faces south.",
  states: {
    dusk: { title: "Dusk, low tide", file: "environment/flats-dusk.webp" },
    night: { title: "Night, lamp lit", file: "environment/flats-night.webp" },
    detail: { title: "Pool and sand", file: "environment/flats-detail.webp" },
    jetty: { title: "From the jetty, last light", file: "environment/flats-jetty.webp" },
  },
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
          says("artist", "Lamp as key, sun as rim. Her face holds at half a stop under.", "wip", "wfa"),
          says(
            "supervisor",
            "The boom is in the picture, upper left. Fill the sky over it and send me v003.",
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
          says("supervisor", "Blocking works. Let the boat stay dark and keep the light on her face.", "wfa", "wip"),
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
    cast: ["MARA", "PIP"],
    frames: [
      {
        label: "a",
        title: "She reaches down",
        status: "ready",
        versions: [version("sh0050_a_v001", "blocking", "Blocking"), version("sh0050_a_v002", "beauty", "Light test")],
        notes: [says("supervisor", "The light test is the right hour. Go on from here.", "wfa", "ready")],
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
];
