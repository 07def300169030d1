"""Result and findings -> one HTML page, Markdown, JSON and provenance; figures."""
