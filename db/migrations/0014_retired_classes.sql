ALTER TABLE "job_classes" DROP CONSTRAINT "job_classes_key";--> statement-breakpoint
ALTER TABLE "job_classes" ADD COLUMN "idle_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "job_classes" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "job_classes_key" ON "job_classes" USING btree ("team_id","project_id","pass","pass_version","vram_gb","models","rough_allowed","pinned_node_id") WHERE retired_at is null;--> statement-breakpoint
CREATE INDEX "job_classes_team" ON "job_classes" USING btree ("team_id","id");--> statement-breakpoint
CREATE OR REPLACE FUNCTION job_class_of(job jobs) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	found_id integer;
	wanted text[] := ARRAY(SELECT DISTINCT m FROM unnest(job.needs_models) AS m ORDER BY m);
	pinned text := coalesce(job.pinned_node_id, '');
BEGIN
	LOOP
		SELECT c.id INTO found_id FROM job_classes c
			WHERE c.team_id = job.team_id AND c.project_id = job.project_id AND c.pass = job.pass AND c.pass_version = job.pass_version
				AND c.vram_gb = job.needs_vram_gb AND c.models = wanted AND c.rough_allowed = job.rough_allowed AND c.pinned_node_id = pinned
				AND c.retired_at IS NULL;
		IF found_id IS NOT NULL THEN RETURN found_id; END IF;
		INSERT INTO job_classes (team_id, project_id, pass, pass_version, vram_gb, models, rough_allowed, pinned_node_id)
			VALUES (job.team_id, job.project_id, job.pass, job.pass_version, job.needs_vram_gb, wanted, job.rough_allowed, pinned)
			ON CONFLICT DO NOTHING RETURNING id INTO found_id;
		IF found_id IS NOT NULL THEN RETURN found_id; END IF;
	END LOOP;
END $$;--> statement-breakpoint
-- A job that comes back from its end may find its class gone.
CREATE TRIGGER jobs_class_of_revived BEFORE UPDATE OF "state" ON "jobs" FOR EACH ROW
	WHEN (OLD.state IN ('succeeded', 'failed', 'cancelled') AND NEW.state NOT IN ('succeeded', 'failed', 'cancelled'))
	EXECUTE FUNCTION jobs_set_class();--> statement-breakpoint
-- What processes remember of a node, its token and its matches, ends when the row changes, whoever changes it.
CREATE FUNCTION nodes_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('nodes', OLD.id);
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER nodes_changed AFTER UPDATE ON "nodes" FOR EACH ROW
	WHEN (OLD.epoch IS DISTINCT FROM NEW.epoch OR OLD.token_hash IS DISTINCT FROM NEW.token_hash OR OLD.revoked_at IS DISTINCT FROM NEW.revoked_at
		OR OLD.team_id IS DISTINCT FROM NEW.team_id OR OLD.name IS DISTINCT FROM NEW.name)
	EXECUTE FUNCTION nodes_tell();--> statement-breakpoint
CREATE TRIGGER nodes_removed AFTER DELETE ON "nodes" FOR EACH ROW EXECUTE FUNCTION nodes_tell();
