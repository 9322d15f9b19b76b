"""How digital a home is: what is known by a day, the band it gives, and what comes next."""
