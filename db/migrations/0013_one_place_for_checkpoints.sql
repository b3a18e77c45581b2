ALTER TABLE "masks" DROP COLUMN "checkpoint_seq";--> statement-breakpoint
ALTER TABLE "masks" DROP COLUMN "checkpoint";