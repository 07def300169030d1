"""A block of trials on its way: Block -> Draws -> Cash -> Summary -> Result."""
