"""What a meeting reads beforehand, frozen at a date, as pages, PDF and workbooks."""
