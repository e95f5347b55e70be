"""What `make mutation` needs beside the tests themselves."""
