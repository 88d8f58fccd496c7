"""Showing an assessment. Each report is rendered from the assessment document alone."""
