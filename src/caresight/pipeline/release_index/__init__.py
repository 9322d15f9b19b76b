"""What the pages of a release need, written once at build time and read in a millisecond."""
