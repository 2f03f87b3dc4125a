// This module's first types come with its first feature.
