"""What people are told and asked for: notices here, and e-mail that carries no more than a link."""
