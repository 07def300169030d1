"""How the beliefs of distributions/ follow from raw data, a module for each sort of figure."""
