"""Groups of agencies: the areas they cover, their members and deputies, who oversees them."""
