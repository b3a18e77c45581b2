DROP INDEX "frames_team_id_project_id_status_index";--> statement-breakpoint
CREATE INDEX "shots_assignee" ON "shots" USING btree ("assignee_id") WHERE assignee_id is not null;--> statement-breakpoint
CREATE INDEX "shots_archived" ON "shots" USING btree ("project_id") WHERE archived_at is not null;--> statement-breakpoint
CREATE INDEX "frames_standing" ON "frames" USING btree ("team_id","project_id","status","updated_at","current_version_id") WHERE archived_at is null;