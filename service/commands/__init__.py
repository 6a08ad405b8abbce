"""The commands of the command line, one module each; `service.cli` imports only the one that is called."""
