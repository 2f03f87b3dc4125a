"""A small stand-in for the Astro API that knows the live value of each token."""
