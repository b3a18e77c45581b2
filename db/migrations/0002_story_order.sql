CREATE INDEX "notes_open" ON "notes" USING btree ("team_id","project_id","frame_id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "sequences_order" ON "sequences" USING btree ("project_id","position","id");--> statement-breakpoint
CREATE INDEX "shots_order" ON "shots" USING btree ("sequence_id","position","id");--> statement-breakpoint
CREATE INDEX "versions_staged" ON "versions" USING btree ("team_id","project_id","frame_id") WHERE state = 'staged';