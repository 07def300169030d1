"""Real endpoints: one request and response for all, routing with fallback, and measuring."""
