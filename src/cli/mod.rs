//! The command line: arguments as typed, commands, exit codes.
