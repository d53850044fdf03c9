"""Ask a target the same thing in several ways, and judge the answers together."""
