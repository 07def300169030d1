"""One section of the report a file: evidence in, a Section out, None where there is nothing."""
