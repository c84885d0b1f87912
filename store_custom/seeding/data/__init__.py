"""What the example shop sells, who sells it, who buys it and what they say."""
