"""The command line: one file a command under commands/, each a thin call into the API."""
