"""One blueprint a file. A view parses, makes one call and answers."""
