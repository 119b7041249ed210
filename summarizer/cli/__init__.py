"""The command line: thin commands over `summarizer.api`. stdout is data, stderr is talk."""
