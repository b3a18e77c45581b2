import { newId } from "@/contract/ids";
import type { Action } from "@/contract/roles";
import type { World } from "./world";

/** Who may call a procedure: anybody, whoever is signed in, or who holds an action. */
type Least = "anybody" | "signed in" | Action;
/** `input` points at one world's things; `foreign: true` means that another team's ids must be "not found". */
export type Row = { least: Least; input?: (w: World) => unknown; foreign?: true };

const see = "see the studio";
const world = "edit characters and environments";
const ofProject = (least: Least): Row => ({ least, input: (w) => ({ projectId: w.project.id }), foreign: true });
const decide = (pick: (w: World) => string): Row => ({
  least: "add versions",
  input: (w) => ({ versionId: pick(w) }),
  foreign: true,
});
const ofNode = (least: Least): Row => ({ least, input: (w) => ({ nodeId: w.node.id }), foreign: true });
const ofJob = (least: Least): Row => ({ least, input: (w) => ({ jobId: w.job.id }), foreign: true });

/** Every procedure of the browser's API. A new one that is missing here fails access.test.ts. */
export const accessTable: Record<string, Row> = {
  "account.viewer": { least: "anybody" },
  "account.updateProfile": { least: "signed in", input: () => ({ name: "Mara" }) },
  "account.changePassword": {
    least: "signed in",
    input: () => ({ current: "not this one", password: "a quiet evening tide" }),
  },
  "account.setPreferences": { least: "signed in", input: () => ({ checklistDismissed: true }) },
  "account.visit": { least: "signed in" },
  "account.sessions": { least: "signed in" },
  "account.signOut": { least: "signed in", input: () => ({}) },
  "account.linked": { least: "signed in" },
  "account.unlink": { least: "signed in", input: () => ({ provider: "github" }) },
  "account.tokens": { least: see },
  "account.createToken": { least: see, input: () => ({ name: "script", scopes: ["read"] }) },
  "account.revokeToken": { least: see, input: (w) => ({ tokenId: w.token }), foreign: true },

  "activity.list": { least: "edit shots", input: (w) => ({ projectId: w.project.id }) },
  "activity.search": { least: see, input: () => ({ text: "mara" }) },

  "characters.list": ofProject(see),
  "characters.get": { least: see, input: (w) => ({ projectId: w.project.id, code: "MARA" }), foreign: true },
  "characters.create": {
    least: world,
    input: (w) => ({ projectId: w.project.id, name: `Extra ${newId("character")}` }),
    foreign: true,
  },
  "characters.update": {
    least: world,
    input: (w) => ({ characterId: w.character, description: "Lamplighter" }),
    foreign: true,
  },
  "characters.lineUp": ofProject(see),
  "characters.history": { least: see, input: (w) => ({ characterId: w.character }), foreign: true },
  "characters.uses": { least: see, input: (w) => ({ characterId: w.character }), foreign: true },
  "characters.quickExtra": {
    least: world,
    input: (w) => ({ projectId: w.project.id, name: `Keeper ${newId("character")}`, mediaId: w.media.id }),
    foreign: true,
  },
  "characters.setStatus": {
    least: world,
    input: (w) => ({ characterId: w.character, status: "in review" }),
    foreign: true,
  },
  "characters.addToNegative": {
    least: world,
    input: (w) => ({ projectId: w.project.id, characterId: w.character, phrase: "hands" }),
    foreign: true,
  },
  "characters.snippets": ofProject(see),
  "characters.createSnippet": {
    least: world,
    input: (w) => ({ projectId: w.project.id, title: "Wet hair", positive: "wet hair" }),
    foreign: true,
  },
  "characters.updateSnippet": {
    least: world,
    input: (w) => ({ snippetId: w.snippet, positive: "(matte skin)" }),
    foreign: true,
  },
  "characters.removeSnippet": { least: world, input: (w) => ({ snippetId: w.snippet }), foreign: true },

  "clips.list": ofProject(see),
  "clips.get": { least: see, input: (w) => ({ clipId: w.clip }), foreign: true },
  "clips.grabs": { least: see, input: (w) => ({ clipId: w.clip, packageId: w.package }), foreign: true },
  "clips.add": {
    least: world,
    input: (w) => ({ projectId: w.project.id, characterId: w.character, mediaId: w.film.id }),
    foreign: true,
  },
  "clips.rename": { least: world, input: (w) => ({ clipId: w.clip, name: "Take 4" }), foreign: true },
  "clips.remove": { least: world, input: (w) => ({ clipId: w.clip }), foreign: true },
  "clips.readAgain": { least: "queue passes", input: (w) => ({ clipId: w.clip }), foreign: true },
  "clips.grab": {
    least: world,
    input: (w) => ({ clipId: w.clip, packageId: w.package, frames: [{ frame: 3, slot: "front" }] }),
    foreign: true,
  },

  "environments.list": ofProject(see),
  "environments.get": { least: see, input: (w) => ({ projectId: w.project.id, code: "FLATS" }), foreign: true },
  "environments.create": {
    least: world,
    input: (w) => ({ projectId: w.project.id, name: `Place ${newId("environment")}` }),
    foreign: true,
  },
  "environments.update": {
    least: world,
    input: (w) => ({ environmentId: w.environment, description: "Wet sand" }),
    foreign: true,
  },
  "environments.versions": { least: see, input: (w) => ({ environmentId: w.environment }), foreign: true },
  "environments.addImages": {
    least: world,
    input: (w) => ({ environmentId: w.environment, images: [{ mediaId: w.media.id }] }),
    foreign: true,
  },
  "environments.updateImage": {
    least: world,
    input: (w) => ({ imageId: w.environmentImage, state: "dusk" }),
    foreign: true,
  },
  "environments.invertDepth": { least: world, input: (w) => ({ imageId: w.environmentImage }), foreign: true },
  "environments.turnPanorama": {
    least: world,
    input: (w) => ({ imageId: w.environmentImage, seam: "middle" }),
    foreign: true,
  },
  "environments.addState": {
    least: world,
    input: (w) => ({ environmentId: w.environment, name: `State ${newId("environmentState")}` }),
    foreign: true,
  },
  "environments.updateState": {
    least: world,
    input: (w) => ({ stateId: w.environmentState, azimuth: 90 }),
    foreign: true,
  },
  "environments.orderStates": {
    least: world,
    input: (w) => ({ environmentId: w.environment, stateIds: [w.environmentState] }),
    foreign: true,
  },

  "likeness.version": { least: see, input: (w) => ({ versionId: w.version.id }), foreign: true },
  "likeness.list": ofProject(see),
  "likeness.drift": { least: see, input: (w) => ({ sequenceId: w.shot.sequenceId }), foreign: true },
  "likeness.measure": {
    least: "queue passes",
    input: (w) => ({ of: { kind: "stale", projectId: w.project.id } }),
    foreign: true,
  },
  "likeness.assign": {
    least: "edit shots",
    input: (w) => ({ faceId: w.face, characterId: null }),
    foreign: true,
  },

  "inbox.list": { least: see, input: () => ({}) },
  "inbox.unread": { least: see },
  // Another person's item is not found by not being changed: mark answers which ones were.
  "inbox.mark": { least: see, input: () => ({ as: "read" }) },
  "inbox.following": { least: see, input: (w) => ({ subjectId: w.project.id }), foreign: true },
  "inbox.follow": { least: see, input: (w) => ({ subjectId: w.shot.id, following: true }), foreign: true },
  "inbox.place": {
    least: see,
    input: (w) => ({ projectId: w.project.id, subjectId: w.character }),
    foreign: true,
  },
  "inbox.mentionables": ofProject(see),

  "live.seq": { least: "signed in" },
  "live.stream": { least: "signed in", input: () => ({}) },

  "masks.open": { least: "paint masks", input: (w) => ({ versionId: w.version.id }), foreign: true },
  "masks.opsAfter": { least: "paint masks", input: (w) => ({ maskId: w.mask, seq: 0 }), foreign: true },
  "masks.append": {
    least: "paint masks",
    input: (w) => ({ maskId: w.mask, ops: [{ id: newId("mask"), op: { kind: "fill" } }] }),
    foreign: true,
  },
  "masks.setPost": { least: "paint masks", input: (w) => ({ maskId: w.mask, post: { grow: 2 } }), foreign: true },
  "masks.rasterise": { least: "paint masks", input: (w) => ({ maskId: w.mask }), foreign: true },
  "masks.openLayer": { least: "paint masks", input: (w) => ({ maskId: w.mask }), foreign: true },
  "masks.opsBefore": { least: "paint masks", input: (w) => ({ maskId: w.mask, seq: 1 }), foreign: true },
  "masks.history": { least: "paint masks", input: (w) => ({ maskId: w.mask }), foreign: true },
  "masks.layers": { least: "paint masks", input: (w) => ({ versionId: w.version.id }), foreign: true },
  "masks.addLayer": {
    least: "paint masks",
    input: (w) => ({ versionId: w.version.id, kind: "region" }),
    foreign: true,
  },
  "masks.updateLayer": { least: "paint masks", input: (w) => ({ maskId: w.mask, visible: false }), foreign: true },
  "masks.orderLayers": {
    least: "paint masks",
    input: (w) => ({ versionId: w.version.id, maskIds: [w.mask] }),
    foreign: true,
  },
  "masks.deleteLayer": { least: "paint masks", input: (w) => ({ maskId: w.region }), foreign: true },
  "masks.restoreLayer": { least: "paint masks", input: (w) => ({ maskId: w.region }), foreign: true },
  // An outline far outside the picture: refused after everything else was looked at, for the world's media have no files.
  "masks.acceptInside": {
    least: "add versions",
    input: (w) => ({
      versionId: w.version.id,
      resultId: w.staged.id,
      selection: { kind: "poly", mode: "add", rule: "nonzero", points: "gLUYgLUYoAYAAKAG" },
    }),
    foreign: true,
  },
  "masks.flatten": { least: "add versions", input: (w) => ({ versionId: w.version.id }), foreign: true },
  "masks.makeMannequin": {
    least: "add versions",
    input: (w) => ({ versionId: w.version.id, build: "average", view: "front", width: 64, height: 64 }),
    foreign: true,
  },
  "masks.draftFromReferences": {
    least: "add versions",
    input: (w) => ({ versionId: w.version.id }),
    foreign: true,
  },
  "masks.carryOffer": { least: "paint masks", input: (w) => ({ versionId: w.version.id }), foreign: true },
  "masks.carryLayers": {
    least: "paint masks",
    input: (w) => ({ versionId: w.staged.id, fromVersionId: w.version.id }),
    foreign: true,
  },
  "masks.dropCarried": {
    least: "paint masks",
    input: (w) => ({ versionId: w.version.id, maskIds: [w.region], opId: null }),
    foreign: true,
  },
  "masks.snapshots": { least: "paint masks", input: (w) => ({ maskId: w.mask }), foreign: true },
  "masks.makeSnapshot": { least: "paint masks", input: (w) => ({ maskId: w.mask, name: "Before" }), foreign: true },
  "masks.renameSnapshot": {
    least: "paint masks",
    input: (w) => ({ snapshotId: w.maskSnapshot, name: "After" }),
    foreign: true,
  },
  "masks.restoreSnapshot": {
    least: "paint masks",
    input: (w) => ({ snapshotId: w.maskSnapshot, opId: newId("mask") }),
    foreign: true,
  },
  "masks.present": {
    least: "paint masks",
    input: (w) => ({
      ...{ versionId: w.version.id, tab: "tab-of-a-test" },
      state: { at: null, view: null, tool: "brush", layer: w.mask, stroke: null, left: false },
    }),
    foreign: true,
  },

  "nodes.setSchedule": {
    least: "pair nodes",
    input: (w) => ({ nodeId: w.node.id, schedule: null }),
    foreign: true,
  },
  "nodes.setProjects": {
    least: "pair nodes",
    input: (w) => ({ nodeId: w.node.id, projectIds: [w.project.id] }),
    foreign: true,
  },
  "nodes.glance": { least: "see nodes" },
  "nodes.list": { least: "see nodes" },
  "nodes.get": ofNode("see nodes"),
  "nodes.attempts": ofNode("see nodes"),
  "nodes.createPairingCode": { least: "pair nodes" },
  "nodes.rename": { least: "pair nodes", input: (w) => ({ nodeId: w.node.id, name: "attic" }), foreign: true },
  "nodes.pause": ofNode("pair nodes"),
  "nodes.resume": ofNode("pair nodes"),
  "nodes.revoke": ofNode("revoke nodes"),

  "profiles.get": { least: see, input: (w) => ({ projectId: w.project.id, code: "MARA" }), foreign: true },
  "profiles.alike": { least: see, input: (w) => ({ packageId: w.package }), foreign: true },
  "profiles.create": { least: world, input: (w) => ({ characterId: w.character, name: "Raincoat" }), foreign: true },
  "profiles.update": { least: world, input: (w) => ({ packageId: w.package, hair: "Short" }), foreign: true },
  "profiles.order": {
    least: world,
    input: (w) => ({ characterId: w.character, packageIds: [w.package] }),
    foreign: true,
  },
  "profiles.setStatus": { least: world, input: (w) => ({ packageId: w.package, to: "in review" }), foreign: true },
  "profiles.addImages": {
    least: world,
    input: (w) => ({ packageId: w.package, images: [{ mediaId: w.media.id, slot: "front" }] }),
    foreign: true,
  },
  "profiles.place": {
    least: world,
    input: (w) => ({ places: [{ imageId: w.packageImage, slot: "back" }] }),
    foreign: true,
  },
  "profiles.judge": {
    least: world,
    input: (w) => ({ verdicts: [{ imageId: w.packageImage, keep: true }] }),
    foreign: true,
  },
  "profiles.tell": {
    least: world,
    input: (w) => ({ changes: [{ imageId: w.packageImage, set: { lighting: "soft" } }] }),
    foreign: true,
  },
  "profiles.signOff": {
    least: "approve characters",
    input: (w) => ({ imageId: w.packageImage, signed: false, deviations: "Left ear" }),
    foreign: true,
  },
  "profiles.sheet": {
    least: see,
    input: (w) => ({ mediaId: w.media.id, packageId: w.package }),
    foreign: true,
  },
  "profiles.cutSheet": {
    least: world,
    input: (w) => ({
      packageId: w.package,
      mediaId: w.media.id,
      cells: [{ box: { x: 900, y: 0, width: 10, height: 10 } }],
    }),
    foreign: true,
  },
  "profiles.crop": { least: world, input: (w) => ({ imageId: w.packageImage, longestSide: 720 }), foreign: true },
  "profiles.autoColour": { least: world, input: (w) => ({ imageId: w.packageImage }), foreign: true },
  "profiles.remove": { least: world, input: (w) => ({ imageIds: [w.packageImage] }), foreign: true },
  "profiles.restore": { least: world, input: (w) => ({ imageIds: [w.packageImage] }), foreign: true },
  "profiles.measure": { least: world, input: (w) => ({ packageId: w.package }), foreign: true },
  "profiles.readFaces": { least: world, input: (w) => ({ packageId: w.package }), foreign: true },
  "profiles.revisions": { least: see, input: (w) => ({ packageId: w.package }), foreign: true },
  "profiles.compare": { least: see, input: (w) => ({ packageId: w.package, before: 1, after: null }), foreign: true },
  "profiles.makeRevision": { least: world, input: (w) => ({ packageId: w.package }), foreign: true },
  "profiles.takeBackRevision": { least: world, input: (w) => ({ packageId: w.package, number: 1 }), foreign: true },
  "profiles.restoreRevision": { least: world, input: (w) => ({ packageId: w.package, number: 1 }), foreign: true },
  "profiles.previewDataset": { least: see, input: (w) => ({ packageId: w.package, resolution: 512 }), foreign: true },
  "profiles.handOver": { least: world, input: (w) => ({ packageId: w.package, resolution: 512 }), foreign: true },
  "profiles.takeBackHandOver": { least: world, input: () => ({ handoverId: newId("datasetHandover") }), foreign: true },

  "projects.list": { least: see },
  "projects.firstSteps": { least: "edit shots" },
  "projects.get": { least: see, input: (w) => ({ slug: w.project.slug }), foreign: true },
  "projects.create": { least: "manage projects", input: () => ({ name: "High Water" }) },
  "projects.update": {
    least: "manage projects",
    input: (w) => ({ projectId: w.project.id, description: "A short film" }),
    foreign: true,
  },

  "queue.switches": { least: see },
  "queue.pause": { least: "run the queue", input: () => ({ reason: "Storm" }) },
  "queue.resume": { least: "run the queue" },
  "queue.pausePerson": { least: "queue passes", input: () => ({}) },
  "queue.resumePerson": { least: "queue passes", input: () => ({}) },
  "queue.move": { least: "queue passes", input: (w) => ({ jobId: w.job.id, to: w.job.id }), foreign: true },
  "queue.moveBatch": { least: "queue passes", input: (w) => ({ batchId: w.batch }), foreign: true },
  "queue.moveBack": {
    least: "queue passes",
    input: (w) => ({ steps: [{ jobId: w.job.id, to: w.job.id, side: "before" as const }] }),
    foreign: true,
  },
  "queue.many": {
    least: "queue passes",
    input: (w) => ({ act: "hold" as const, jobIds: [w.job.id] }),
    foreign: true,
  },
  "queue.estimate": {
    least: "queue passes",
    input: (w) => ({ versionId: w.version.id, pass: "adjust" }),
    foreign: true,
  },
  "queue.history": { least: "queue passes", input: () => ({}) },
  "queue.raise": ofJob("queue passes"),
  "queue.hold": ofJob("queue passes"),
  "queue.letGo": ofJob("queue passes"),
  "queue.cancelBatch": { least: "queue passes", input: (w) => ({ batchId: w.batch }), foreign: true },
  "queue.submitGrid": {
    least: "queue passes",
    input: (w) => ({ versionId: w.version.id, pass: "adjust", axes: [{ param: "saturation", values: [0.9, 1.1] }] }),
    foreign: true,
  },
  "queue.setWeight": {
    least: "run the queue",
    input: (w) => ({ projectId: w.project.id, weight: 2 }),
    foreign: true,
  },
  "queue.tonight": { least: see, input: () => ({}) },
  "queue.costs": ofProject(see),

  "renders.availability": { least: "queue passes" },
  "renders.submit": {
    least: "queue passes",
    input: (w) => ({ versionId: w.version.id, pass: "adjust" }),
    foreign: true,
  },
  "renders.queue": { least: see, input: () => ({}) },
  "renders.pulse": { least: see },
  "renders.finished": { least: see },
  "renders.job": ofJob(see),
  "renders.outputs": ofJob(see),
  "renders.maskResults": { least: see, input: (w) => ({ versionId: w.version.id }) },
  "renders.cancel": ofJob("queue passes"),
  "renders.retry": ofJob("queue passes"),
  "renders.allowRough": ofJob("queue passes"),
  "renders.tryNow": ofJob("queue passes"),
  "renders.queueShots": {
    least: "queue passes",
    input: (w) => ({ projectId: w.project.id, shotIds: [w.shot.id], pass: "adjust" }),
    foreign: true,
  },
  "renders.cancelJobs": { least: "queue passes", input: (w) => ({ jobIds: [w.job.id] }), foreign: true },

  "recipes.forms": { least: see },
  "recipes.models": { least: "queue passes" },
  "recipes.readAgain": { least: "queue passes", input: (w) => ({ versionId: w.staged.id }), foreign: true },
  "recipes.runAgain": { least: "queue passes", input: (w) => ({ versionId: w.staged.id }), foreign: true },
  "recipes.findInputs": { least: "queue passes", input: (w) => ({ sha256: [w.media.sha256] }) },
  "recipes.presets": ofProject(see),
  "recipes.createPreset": {
    least: "queue passes",
    input: (w) => ({ projectId: w.project.id, pass: "adjust", name: newId("preset"), params: {} }),
    foreign: true,
  },
  "recipes.updatePreset": {
    least: "queue passes",
    input: (w) => ({ presetId: w.preset, name: "Dusk" }),
    foreign: true,
  },
  "recipes.archivePreset": { least: "queue passes", input: (w) => ({ presetId: w.preset }), foreign: true },

  "review.waiting": { least: see },
  "review.mine": { least: see },
  "review.notes": { least: see, input: (w) => ({ frameId: w.frame.id }), foreign: true },
  "review.addNote": {
    least: "comment",
    input: (w) => ({ frameId: w.frame.id, body: "The horizon tilts" }),
    foreign: true,
  },
  "review.resolveNote": { least: "add versions", input: (w) => ({ noteId: w.note }), foreign: true },
  "review.setStatus": {
    least: "approve frames",
    input: (w) => ({ frameId: w.frame.id, status: "retake", body: "The horizon tilts" }),
    foreign: true,
  },
  "review.undoStatus": { least: "comment", input: (w) => ({ noteId: w.note }), foreign: true },

  "script.table": ofProject(see),
  "script.choices": ofProject(see),
  "script.archivedShots": ofProject(see),
  "script.shot": { least: see, input: (w) => ({ projectId: w.project.id, code: w.shot.code }), foreign: true },
  "script.createShots": { ...ofProject("edit shots") },
  "script.editShots": {
    least: "edit shots",
    input: (w) => ({
      projectId: w.project.id,
      edits: [{ shotId: w.shot.id, field: "scene", seen: "", value: "4" }],
    }),
    foreign: true,
  },
  "script.renumberShots": {
    least: "edit shots",
    input: (w) => ({
      projectId: w.project.id,
      changes: [{ shotId: w.shot.id, from: w.shot.code, to: w.shot.code }],
    }),
    foreign: true,
  },
  "script.placeShots": {
    least: "edit shots",
    input: (w) => ({ projectId: w.project.id, places: [{ shotId: w.shot.id, sequence: "SQ900" }] }),
    foreign: true,
  },
  "script.archiveShots": {
    least: "edit shots",
    input: (w) => ({ projectId: w.project.id, shotIds: [w.shot.id], archived: false }),
    foreign: true,
  },
  "script.duplicateShots": {
    least: "edit shots",
    input: (w) => ({ projectId: w.project.id, shotIds: [w.shot.id] }),
    foreign: true,
  },
  "script.updateShot": {
    least: "edit shots",
    input: (w) => ({ shotId: w.shot.id, description: "She lights the lamp" }),
    foreign: true,
  },

  "statuses.list": { least: see },
  "statuses.use": { least: "change statuses" },
  "statuses.create": {
    least: "change statuses",
    input: () => ({ code: newId("team").slice(-8), name: newId("team"), colour: "#808080", state: "in_progress" }),
  },
  "statuses.update": { least: "change statuses", input: () => ({ code: "wip", colour: "#3273dd" }) },
  "statuses.order": {
    least: "change statuses",
    input: () => ({ codes: ["ready", "todo", "wip", "wfa", "retake", "done", "hold", "omit"] }),
  },
  "statuses.archive": { least: "change statuses", input: () => ({ code: "hold", replacement: "todo" }) },
  "statuses.restore": { least: "change statuses", input: () => ({ code: "hold" }) },
  "statuses.setTransition": {
    least: "change statuses",
    input: () => ({ fromCode: "todo", toCode: "done", who: "nobody" }),
  },

  "storyboard.board": ofProject(see),
  "storyboard.wholeBoard": ofProject(see),
  "storyboard.boardCounts": ofProject(see),
  "storyboard.version": { least: see, input: (w) => ({ versionId: w.version.id }), foreign: true },
  "storyboard.addFrame": { least: "edit shots", input: (w) => ({ shotId: w.shot.id }), foreign: true },
  "storyboard.updateFrame": {
    least: "edit shots",
    input: (w) => ({ frameId: w.frame.id, label: "Close" }),
    foreign: true,
  },
  "storyboard.addVersion": {
    least: "add versions",
    input: (w) => ({ frameId: w.frame.id, mediaId: w.media.id }),
    foreign: true,
  },
  "storyboard.accept": decide((w) => w.staged.id),
  "storyboard.unaccept": decide((w) => w.staged.id),
  "storyboard.reject": decide((w) => w.staged.id),
  "storyboard.restore": decide((w) => w.rejected.id),
  "storyboard.choose": decide((w) => w.version.id),

  "tasks.list": ofProject(see),
  "tasks.mine": { least: see },
  "tasks.set": {
    least: "edit shots",
    input: (w) => ({ projectId: w.project.id, shotIds: [w.shot.id], types: ["render"], status: "wip" }),
    foreign: true,
  },
  "tasks.undo": { least: "edit shots", input: () => ({ deed: 1 }) },
  "tasks.automations": ofProject(see),
  "tasks.switchAutomation": {
    least: "manage projects",
    input: (w) => ({ projectId: w.project.id, automation: "board-done", on: false }),
    foreign: true,
  },

  "teams.hasOwner": { least: "anybody" },
  "teams.setUp": {
    least: "anybody",
    input: () => ({ token: "x", name: "Mara", email: "mara@example.test", password: "a quiet evening tide" }),
  },
  "teams.lookAround": { least: "anybody", input: () => ({ token: "x" }) },
  "teams.invitation": { least: "anybody", input: () => ({ token: "x" }) },
  "teams.acceptInvite": { least: "anybody", input: () => ({ token: "x" }) },
  "teams.members": { least: see },
  "teams.invitations": { least: "invite people" },
  "teams.invite": { least: "invite people", input: () => ({ role: "artist" }) },
  "teams.revokeInvitation": { least: "invite people", input: (w) => ({ invitationId: w.invitation }), foreign: true },
  "teams.setRole": { least: "change roles", input: (w) => ({ userId: w.artist.id, role: "artist" }), foreign: true },
  "teams.removeMember": { least: "remove people", input: (w) => ({ userId: w.artist.id }), foreign: true },
  "teams.rename": { least: "rename the team", input: () => ({ name: "Tidal Pictures" }) },

  "transfer.shotWorld": ofProject("edit shots"),
  "transfer.importShots": {
    least: "edit shots",
    input: (w) => ({ projectId: w.project.id, header: ["Name"], rows: [["SQ900_SH0010"]], columns: ["code"] }),
    foreign: true,
  },
  "transfer.undoImport": { least: "edit shots", input: () => ({ deed: 1 }) },
  "transfer.exportShots": ofProject(see),

  "views.list": { least: see, input: (w) => ({ projectId: w.project.id, area: "shots" }), foreign: true },
  "views.save": {
    least: see,
    input: (w) => ({ projectId: w.project.id, area: "shots", name: "Mine", query: "render=wip" }),
    foreign: true,
  },
  // One's own filter only: the rows of another person are in views.test.ts.
  "views.update": { least: see, input: (w) => ({ viewId: w.savedView, name: "Ours" }), foreign: true },
  "views.remove": { least: see, input: (w) => ({ viewId: w.savedView }), foreign: true },
  "views.playlists": ofProject(see),
  "views.playlist": { least: see, input: (w) => ({ playlistId: w.playlist }), foreign: true },
  "views.createPlaylist": {
    least: "edit shots",
    input: (w) => ({ projectId: w.project.id, name: "Dailies", shotIds: [w.shot.id] }),
    foreign: true,
  },
  "views.addToPlaylist": {
    least: "edit shots",
    input: (w) => ({ playlistId: w.playlist, shotIds: [w.shot.id] }),
    foreign: true,
  },
  "views.arrangePlaylist": {
    least: "edit shots",
    input: (w) => ({ playlistId: w.playlist, shotIds: [w.shot.id] }),
    foreign: true,
  },
  "views.updatePlaylist": {
    least: "edit shots",
    input: (w) => ({ playlistId: w.playlist, name: "Weekly" }),
    foreign: true,
  },
};
