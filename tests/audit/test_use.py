"""What tokens are used for, by a policy and by recorded traffic."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from instasent_conformance.audit import Needed
from instasent_conformance.audit.policy import PolicyProblem, read_policy
from instasent_conformance.audit.traffic import uses_in
from instasent_conformance.contract import load_registry
from instasent_conformance.tokens import Token

CONTRACT = load_registry()
TOKENS = [
    Token("reader", "product", "home", frozenset(), None, "s3cret-of-reader"),
    Token("importer", "product", "home", frozenset(), None, "s3cret-of-importer"),
]


def path_of(endpoint: str, **named: str) -> str:
    """Return the path of an endpoint with its places filled."""
    return CONTRACT.endpoint(endpoint).path.format(**named)


CONTACT = path_of("audience.get", project="p", audienceId="a1")
LISTED = path_of("datasource.list", project="p")


def test_a_har_file_names_tokens_by_their_secrets() -> None:
    """Requests of a HAR count for the token whose secret they carry."""
    entries = [
        {
            "request": {
                "method": "GET",
                "url": f"https://api.example/v1{path}?_limit=1",
                "headers": [
                    {"name": "Authorization", "value": f"Bearer {token.secret}"}
                ],
            }
        }
        for path, token in zip((CONTACT, LISTED), TOKENS, strict=True)
    ]
    text = json.dumps({"log": {"entries": entries}})

    assert [("reader", "audience.get"), ("importer", "datasource.list")] == uses_in(
        text, CONTRACT, TOKENS
    )


def test_an_access_log_names_endpoints_alone() -> None:
    """Lines with a method and a path are uses of which no token is known."""
    text = (
        f'10.0.0.1 - - [01/Nov/2026] "GET /v1{CONTACT} HTTP/1.1" 200 12\n'
        f'10.0.0.1 - - [01/Nov/2026] "GET /favicon.ico HTTP/1.1" 404 0\n'
    )

    assert [(None, "audience.get")] == uses_in(text, CONTRACT, TOKENS)


def test_a_report_names_tokens_by_alias() -> None:
    """Exchanges as reports show them count for the token that they name."""
    shown = f"GET {LISTED}\ntoken: importer\n\n→ 200 application/json"
    text = json.dumps({"defects": [{"example": {"exchanges": [shown]}}]})

    assert [("importer", "datasource.list")] == uses_in(text, CONTRACT, TOKENS)


def test_a_list_of_requests_names_tokens_by_alias() -> None:
    """JSON lines with method, path and token count for that token."""
    row = {"effect": "read", "method": "GET", "path": CONTACT, "token": "reader"}

    assert [("reader", "audience.get")] == uses_in(
        json.dumps(row) + "\n" + json.dumps(row), CONTRACT, TOKENS
    )


def test_a_policy_names_endpoints_and_scopes(tmp_path: Path) -> None:
    """A policy says by alias what each token is used for."""
    scope = min(CONTRACT.scope_words)
    file = tmp_path / "policy.toml"
    file.write_text(
        '[tokens.reader]\nendpoints = ["audience.get"]\n'
        f"[tokens.other]\nscopes = [{json.dumps(scope)}]\n"
    )

    assert {
        "reader": Needed(endpoints=frozenset(("audience.get",))),
        "other": Needed(scopes=frozenset((scope,))),
    } == read_policy(file, CONTRACT)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[tokens.a]\nendpoints = ["audience.fetch"]', "audience.get"),
        ('[tokens.a]\nscopes = ["NO_SCOPE"]', min(CONTRACT.scope_words)),
        ("[tokens.a]\nuses = []", "endpoints and scopes"),
        ("[reader]\nscopes = []", "[tokens.ALIAS]"),
        ("tokens = ", "Next step"),
    ],
)
def test_a_wrong_policy_is_refused(tmp_path: Path, text: str, named: str) -> None:
    """What is wrong in a policy is said with what would be right."""
    file = tmp_path / "policy.toml"
    file.write_text(text)

    with pytest.raises(PolicyProblem) as caught:
        read_policy(file, CONTRACT)
    assert named in str(caught.value)
