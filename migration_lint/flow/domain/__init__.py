"""What the analysis knows of objects, by themselves: abstract values and what they tell."""
