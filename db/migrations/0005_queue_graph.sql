CREATE TABLE "model_loads" (
	"node_id" text NOT NULL,
	"model" text NOT NULL,
	"seconds" real NOT NULL,
	"samples" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "model_loads_node_id_model_pk" PRIMARY KEY("node_id","model")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"title" text NOT NULL,
	"kind" text DEFAULT 'jobs' NOT NULL,
	"jobs" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" text
);
--> statement-breakpoint
CREATE TABLE "job_classes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "job_classes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"team_id" text NOT NULL,
	"pass" text NOT NULL,
	"pass_version" integer NOT NULL,
	"vram_gb" integer NOT NULL,
	"models" text[] NOT NULL,
	"rough_allowed" boolean NOT NULL,
	"project_id" text NOT NULL,
	"pinned_node_id" text DEFAULT '' NOT NULL,
	CONSTRAINT "job_classes_key" UNIQUE("team_id","project_id","pass","pass_version","vram_gb","models","rough_allowed","pinned_node_id")
);
--> statement-breakpoint
CREATE TABLE "job_deps" (
	"job_id" text NOT NULL,
	"parent_id" text NOT NULL,
	CONSTRAINT "job_deps_job_id_parent_id_pk" PRIMARY KEY("job_id","parent_id"),
	CONSTRAINT "job_deps_other" CHECK (job_id <> parent_id)
);
--> statement-breakpoint
CREATE TABLE "job_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "job_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"team_id" text NOT NULL,
	"job_id" text NOT NULL,
	"project_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_shares" (
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"weight" real DEFAULT 1 NOT NULL,
	"clocks" double precision[] DEFAULT '{0,0,0}'::float8[] NOT NULL,
	"paused_at" timestamp with time zone,
	"paused_by" text,
	CONSTRAINT "person_shares_team_id_user_id_pk" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "project_shares" (
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"weight" real DEFAULT 1 NOT NULL,
	CONSTRAINT "project_shares_team_id_project_id_pk" PRIMARY KEY("team_id","project_id")
);
--> statement-breakpoint
CREATE TABLE "team_queues" (
	"team_id" text PRIMARY KEY NOT NULL,
	"paused_at" timestamp with time zone,
	"paused_by" text,
	"paused_reason" text,
	"clocks" double precision[] DEFAULT '{0,0,0}'::float8[] NOT NULL
);
--> statement-breakpoint
DROP INDEX "jobs_ready";--> statement-breakpoint
DROP INDEX "jobs_lease";--> statement-breakpoint
DROP INDEX "jobs_frame";--> statement-breakpoint
ALTER TABLE "nodes" ADD COLUMN "disk_free_gb" real;--> statement-breakpoint
ALTER TABLE "nodes" ADD COLUMN "ram_gb" real;--> statement-breakpoint
ALTER TABLE "nodes" ADD COLUMN "loaded" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "nodes" ADD COLUMN "projects" text[];--> statement-breakpoint
ALTER TABLE "nodes" ADD COLUMN "schedule" jsonb;--> statement-breakpoint
ALTER TABLE "nodes" ADD COLUMN "epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "nodes" ADD COLUMN "paused_by" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "cause" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "log" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "batch_id" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "pinned_node_id" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "class_id" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "vt" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "cost_s" real DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "held_for" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "hold_frame_id" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "hold_job_id" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "deps_left" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "has_children" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "blamed_on" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "degrade" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "lease_ahead" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "megapixels" real;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "spent_s" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "model_loads" ADD CONSTRAINT "model_loads_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_classes" ADD CONSTRAINT "job_classes_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_deps" ADD CONSTRAINT "job_deps_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_deps" ADD CONSTRAINT "job_deps_parent_id_jobs_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_shares" ADD CONSTRAINT "person_shares_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_shares" ADD CONSTRAINT "project_shares_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_queues" ADD CONSTRAINT "team_queues_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batches_team" ON "batches" USING btree ("team_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "job_deps_parent" ON "job_deps" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "jobs_line" ON "jobs" USING btree ("team_id","band" DESC NULLS FIRST,"vt","seq") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "jobs_class" ON "jobs" USING btree ("class_id","band" DESC NULLS FIRST,"vt","seq") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "jobs_failed_before" ON "jobs" USING btree ("team_id","seq") WHERE state = 'ready' and failed_nodes <> '{}';--> statement-breakpoint
CREATE INDEX "jobs_leased" ON "jobs" USING btree ("team_id","vt") WHERE state = 'leased';--> statement-breakpoint
CREATE INDEX "jobs_person" ON "jobs" USING btree ("team_id","created_by","band" DESC NULLS FIRST,"vt") WHERE state in ('blocked', 'held', 'ready', 'delayed');--> statement-breakpoint
CREATE INDEX "jobs_hold_frame" ON "jobs" USING btree ("hold_frame_id") WHERE hold_frame_id is not null and held_for <> '{}';--> statement-breakpoint
CREATE INDEX "jobs_hold_job" ON "jobs" USING btree ("hold_job_id") WHERE hold_job_id is not null and held_for <> '{}';--> statement-breakpoint
CREATE INDEX "jobs_batch" ON "jobs" USING btree ("batch_id") WHERE batch_id is not null;--> statement-breakpoint
CREATE INDEX "jobs_spent" ON "jobs" USING btree ("project_id","spent_s") WHERE spent_s > 0;--> statement-breakpoint
CREATE INDEX "jobs_frame" ON "jobs" USING btree ("frame_id") WHERE frame_id is not null;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_blocked_waits" CHECK (state <> 'blocked' or deps_left > 0);--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_ready_is_free" CHECK (state <> 'ready' or (deps_left = 0 and held_for = '{}'));--> statement-breakpoint
ALTER TABLE "jobs" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
ALTER TABLE "job_events" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
-- Whoever writes a job, its class follows from its columns: the claim matches classes and must never disagree.
CREATE FUNCTION job_class_of(job jobs) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	found_id integer;
	wanted text[] := ARRAY(SELECT DISTINCT m FROM unnest(job.needs_models) AS m ORDER BY m);
	pinned text := coalesce(job.pinned_node_id, '');
BEGIN
	LOOP
		SELECT c.id INTO found_id FROM job_classes c
			WHERE c.team_id = job.team_id AND c.project_id = job.project_id AND c.pass = job.pass AND c.pass_version = job.pass_version
				AND c.vram_gb = job.needs_vram_gb AND c.models = wanted AND c.rough_allowed = job.rough_allowed AND c.pinned_node_id = pinned;
		IF found_id IS NOT NULL THEN RETURN found_id; END IF;
		INSERT INTO job_classes (team_id, project_id, pass, pass_version, vram_gb, models, rough_allowed, pinned_node_id)
			VALUES (job.team_id, job.project_id, job.pass, job.pass_version, job.needs_vram_gb, wanted, job.rough_allowed, pinned)
			ON CONFLICT DO NOTHING RETURNING id INTO found_id;
		IF found_id IS NOT NULL THEN RETURN found_id; END IF;
	END LOOP;
END $$;--> statement-breakpoint
CREATE FUNCTION jobs_set_class() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.class_id := job_class_of(NEW);
	RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER jobs_class_of_new BEFORE INSERT ON "jobs" FOR EACH ROW EXECUTE FUNCTION jobs_set_class();--> statement-breakpoint
CREATE TRIGGER jobs_class_of_changed BEFORE UPDATE OF "project_id", "pass", "pass_version", "needs_vram_gb", "needs_models", "rough_allowed", "pinned_node_id" ON "jobs" FOR EACH ROW EXECUTE FUNCTION jobs_set_class();--> statement-breakpoint
UPDATE "jobs" SET "needs_vram_gb" = "needs_vram_gb";--> statement-breakpoint
-- The old order was that of asking; tags a second apart keep it and leave room to drag a job between two others.
UPDATE "jobs" SET "vt" = "seq" WHERE "state" IN ('ready', 'delayed', 'leased');--> statement-breakpoint
INSERT INTO "team_queues" ("team_id", "clocks") SELECT "team_id", array_fill(min("vt"), ARRAY[3]) FROM "jobs" WHERE "state" IN ('ready', 'delayed', 'leased') GROUP BY "team_id";--> statement-breakpoint
INSERT INTO "person_shares" ("team_id", "user_id", "clocks") SELECT "team_id", "created_by", array_fill(max("vt") + 10, ARRAY[3]) FROM "jobs" WHERE "state" IN ('ready', 'delayed', 'leased') GROUP BY "team_id", "created_by";--> statement-breakpoint
UPDATE "jobs" SET "spent_s" = t.seconds FROM (SELECT "job_id", sum(coalesce("seconds", extract(epoch FROM "ended_at" - "started_at")))::real AS seconds FROM "attempts" WHERE "ended_at" IS NOT NULL GROUP BY "job_id") t WHERE t.job_id = "jobs"."id";--> statement-breakpoint
-- What a process knows of a node's matches is stale when any of this changes.
CREATE FUNCTION nodes_raise_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.epoch := OLD.epoch + 1;
	RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER nodes_epoch BEFORE UPDATE OF "vram_gb", "models", "projects", "schedule" ON "nodes" FOR EACH ROW
	WHEN (OLD.vram_gb IS DISTINCT FROM NEW.vram_gb OR OLD.models IS DISTINCT FROM NEW.models OR OLD.projects IS DISTINCT FROM NEW.projects OR OLD.schedule IS DISTINCT FROM NEW.schedule)
	EXECUTE FUNCTION nodes_raise_epoch();--> statement-breakpoint
CREATE FUNCTION offers_raise_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE nodes SET epoch = epoch + 1 WHERE id IN (SELECT node_id FROM changed);
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER node_offers_added AFTER INSERT ON "node_offers" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION offers_raise_epoch();--> statement-breakpoint
CREATE TRIGGER node_offers_changed AFTER UPDATE ON "node_offers" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION offers_raise_epoch();--> statement-breakpoint
CREATE TRIGGER node_offers_removed AFTER DELETE ON "node_offers" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION offers_raise_epoch();
