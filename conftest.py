"""Load the plugin where entry points are not read."""

pytest_plugins = ["instasent_conformance.pytest_plugin"]
