"""A document on its way to becoming a plan: read by a job, reviewed, taken over at once.

`documents` keeps the file, `job` reads it, `proposals` corrects what was recognised, and
`taking_over` writes the plan.
"""
