"""What the export screen is made of: choices, the plan of what is written, the job, what came of it."""
