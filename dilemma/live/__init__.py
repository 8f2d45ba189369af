"""Everything that reaches screens without being asked for: rooms, pushes, votes."""
