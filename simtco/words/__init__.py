"""What an experiment file may say: one frozen class a word, one word a file."""
