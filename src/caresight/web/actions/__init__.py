"""What somebody has agreed to do by a day, why, and whether it worked."""
