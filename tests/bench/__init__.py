"""What the product costs beside the least that the work can cost; see docs/meten.md."""
