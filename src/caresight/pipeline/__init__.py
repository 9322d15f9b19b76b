"""The order of work: land, check, link, measure, detect, release."""
