"""The monthly cycle: calendar, agenda, minutes home by home, levels agreed, the log."""
