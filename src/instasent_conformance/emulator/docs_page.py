"""One page of HTML that lists what the emulator answers."""

from __future__ import annotations

from html import escape

from instasent_conformance.emulator.routing import served
from instasent_conformance.emulator.service import Service

PATH = "/_docs"
TYPE = "text/html; charset=utf-8"
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Endpoints</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ddd; }}
code {{ font-size: .95em; }}
</style></head><body>
<h1>Emulator, contract {version}</h1>
<p>An emulation of the public description of the API; not the vendor's service.</p>
<table><tr><th>Endpoint</th><th>Method</th><th>Path</th><th>What it does</th>
<th>Token</th></tr>
{rows}
</table></body></html>
"""


def docs_page(service: Service) -> str:
    """Return the page."""
    rows = [
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in _cells(service, name)) + "</tr>"
        for name in sorted(one.id for one in served(service.registry, service.knobs))
    ]
    return _PAGE.format(version=escape(service.registry.version), rows="\n".join(rows))


def _cells(service: Service, name: str) -> tuple[str, ...]:
    endpoint = service.endpoint(name)
    path = f"{service.settings.base_path}{endpoint.path}"
    kinds = ", ".join(service.registry.access[name].kinds)
    return (
        f"<code>{escape(name)}</code>",
        escape(endpoint.method),
        f"<code>{escape(path)}</code>",
        escape(endpoint.title),
        escape(kinds),
    )
