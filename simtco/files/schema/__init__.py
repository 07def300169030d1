"""The JSON schema of experiment files, for editors; generated, and kept equal by a test."""
