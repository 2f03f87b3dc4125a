// This module's first tests come with its first feature.
