ALTER TABLE "face_readings" ADD COLUMN "against" jsonb;--> statement-breakpoint
CREATE INDEX "versions_inputs" ON "versions" USING gin ((recipe -> 'inputs') jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "versions_recipes" ON "versions" USING btree ("team_id","project_id","created_at") WHERE recipe is not null;