"""`audit.html`: scopes by tokens, and the findings, in one file that loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from .. import reports
from .judging import RULES, proposal
from .model import AuditedToken, AuditFinding, Standing

FILE_NAME = "audit.html"
_STYLE = """
.sets td { text-align: center; font-variant-numeric: tabular-nums; padding: 2px 8px; }
.sets th { font-weight: 500; text-align: left; padding: 2px 8px; white-space: nowrap; }
.sets .granted { background: #2e7d3233; } .sets .unknown { background: #8888881f; }
.sets .odd { outline: 2px solid var(--fail); outline-offset: -2px; }
.found td, .found th { text-align: left; vertical-align: top; padding: 4px 10px; }
"""
_LEGEND = (
    "<b>D</b> declared by the API, <b>E</b> effective by the probes, <b>N</b> needed "
    "by the policy or the traffic, <b>?</b> no probe tells. A frame marks a scope "
    "whose sets differ."
)


def render(
    tokens: Sequence[AuditedToken], findings: Sequence[AuditFinding], target: str
) -> str:
    """Return the page."""
    style = Path(reports.__file__).with_name("matrix_page") / "page.css"
    title = f"Tokens of {escape(target)}"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style.read_text(encoding="utf-8")}{_STYLE}</style>
</head>
<body>
<header><h1>{title}</h1></header>
<main>
<section class="card"><h2>Scopes</h2><p>{_LEGEND}</p>{_matrix(tokens)}</section>
<section class="card"><h2>Findings</h2>{_findings(findings)}</section>
<section class="card"><h2>Fewest scopes that do</h2>{_proposals(tokens)}</section>
</main>
</body>
</html>
"""


def _matrix(tokens: Sequence[AuditedToken]) -> str:
    scopes = sorted({scope for token in tokens for scope in token.standings})
    head = "".join(f'<th scope="col">{escape(t.alias)}</th>' for t in tokens)
    rows = [
        f'<tr><th scope="row">{scope}</th>'
        + "".join(_cell(token, scope) for token in tokens)
        + "</tr>"
        for scope in scopes
    ]
    rows += [_facts("level read", [token.level or "–" for token in tokens])]
    rows += [_facts("reaches", [", ".join(token.reaches) or "–" for token in tokens])]
    rows += [_facts("requests", [str(len(token.asked)) for token in tokens])]
    return (
        '<div class="scroll"><table class="sets"><thead><tr><td></td>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _facts(name: str, values: Sequence[str]) -> str:
    cells = "".join(f"<td>{escape(value)}</td>" for value in values)
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _cell(token: AuditedToken, scope: str) -> str:
    standing = token.standings[scope]
    declared = scope in (token.declared or ())
    needed = token.needed is not None and scope in token.needed.scopes
    granted = standing is Standing.GRANTED
    letters = ("D" if declared else "") + ("E" if granted else "")
    letters += "?" if standing is Standing.UNKNOWN else ""
    letters += "N" if needed else ""
    held = scope in token.carried
    odd = (token.needed is not None and held != needed) or (
        standing is not Standing.UNKNOWN and declared != granted
    )
    return f'<td class="{standing.value}{" odd" if odd else ""}">{letters or "·"}</td>'


def _findings(findings: Sequence[AuditFinding]) -> str:
    if not findings:
        return "<p>None.</p>"
    rows = "".join(
        f"<tr><td>{f.severity.value}</td><td>{escape(f.token)}</td>"
        f"<td>{escape(RULES[f.rule])}</td><td>{escape(f.subject)}</td>"
        f"<td>{escape(f.advice)}</td></tr>"
        for f in findings
    )
    return (
        f'<div class="scroll"><table class="found"><tbody>{rows}</tbody></table></div>'
    )


def _proposals(tokens: Sequence[AuditedToken]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(token.alias)}</th>'
        f"<td>{escape(', '.join(sorted(proposal(token))) or 'no scope')}</td></tr>"
        for token in tokens
        if token.kind == "product"
    )
    return (
        f'<div class="scroll"><table class="found"><tbody>{rows}</tbody></table></div>'
    )
