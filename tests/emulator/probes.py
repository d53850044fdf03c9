"""One question per knob: what the answers of an emulator say was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .conftest import Lab

CONTACT = {
    "_user_id": "u",
    "_email": "u@b.co",
    "_phone_mobile": "+34600000001",
    "_client_tags": ["a", "b"],
    "_accepts_marketing_sms": True,
}


def no_token(lab: Lab) -> Any:
    """Return the status of a request without a token."""
    return str(lab.send("GET", "/v1/").status_code)


def bad_token(lab: Lab) -> Any:
    """Return the status of a request with a token nobody has."""
    return str(lab.call("GET", "/", token="nope").status_code)


def no_project(lab: Lab) -> Any:
    """Return the status of a project nobody has."""
    return str(lab.call("GET", "/project/nope").status_code)


def error_body(lab: Lab) -> Any:
    """Return the key that carries the message."""
    response = lab.send("GET", "/v1/")
    return next(iter(response.json())) if response.content else "empty"


def push_status(lab: Lab) -> Any:
    """Return the statuses of a queued and a synchronous push."""
    source = lab.source()
    pair = [lab.push(source, CONTACT, query=q).status_code for q in ("", "_sync")]
    return "sync-200" if pair == [202, 200] else str(pair[0])


def push_shape(lab: Lab) -> Any:
    """Return the shape of a push result."""
    body = lab.push(lab.source(), CONTACT, {}).json()
    return "entity-items" if body.get("entity", {}).get("failed") == 1 else "flat"


def all_failed(lab: Lab) -> Any:
    """Return how a batch of failures is answered."""
    status = lab.push(lab.source(), {}).status_code
    return "2xx" if status < 300 else str(status)


def some_failed(lab: Lab) -> Any:
    """Return how a batch with a failure is answered."""
    return str(lab.push(lab.source(), CONTACT, {}).status_code)


def undeclared(lab: Lab) -> Any:
    """Return what becomes of an undeclared attribute."""
    if lab.push(lab.source(), {"_user_id": "u", "x": 1}).status_code == 422:
        return "reject"
    return "auto-create" if "x" in lab.who("u")["attributesData"] else "ignore"


def stranger(lab: Lab) -> Any:
    """Return what becomes of an event of a contact nobody knows."""
    source = lab.source()
    event = {"_user_id": "s", "_event_id": "1", "_event_type": "create"}
    sync = lab.log(source, event).status_code
    queued = lab.log(source, event | {"_event_id": "2"}, query="").status_code
    lab.control("/queue/drain", {})
    if sync == 422:
        return "by-mode" if queued == 202 else "item-error"
    return "placeholder" if lab.who("s") else "accept"


def bare_flag(lab: Lab) -> Any:
    """Return whether a bare flag counts."""
    lab.push(lab.source(), CONTACT, query="_sync")
    return "presence" if lab.who("u") else "explicit"


def repeated_event(lab: Lab) -> Any:
    """Return how a repeated event is answered."""
    source = lab.source()
    lab.push(source, CONTACT)
    event = {"_user_id": "u", "_event_id": "1", "_event_type": "create"}
    lab.log(source, event)
    return "success" if lab.log(source, event).status_code == 202 else "item-error"


def lookup(lab: Lab) -> Any:
    """Return the envelope of a lookup."""
    lab.push(lab.source(), CONTACT)
    return next(iter(lab.at("GET", "/audience/search/email/u@b.co").json()))


def attribute_place(lab: Lab) -> Any:
    """Return where attributes are."""
    lab.push(lab.source(), CONTACT)
    return "flattened" if "_email" in lab.who("u") else "nested"


def references(lab: Lab) -> Any:
    """Return where source references are."""
    lab.push(lab.source(), CONTACT)
    person = lab.who("u")
    inside, outside = "_datasources" in person["attributesData"], "dsIds" in person
    return "both" if inside and outside else "attributes" if inside else "entity"


def search_paging(lab: Lab) -> Any:
    """Return how a search is cut."""
    if lab.search(limit=100).status_code == 200:
        return "offset-100"
    return "offset-50" if lab.search(offset=1).status_code == 200 else "no-offset-50"


def search_scope(lab: Lab) -> Any:
    """Return the scope that opens the search."""
    token = lab.mint("PROJECT_AUDIENCE_READ")
    answer = lab.at("POST", "/audience/search", json={}, token=token)
    return "read" if answer.status_code == 200 else "list"


def own_reads(lab: Lab) -> Any:
    """Return what a datasource token may read."""
    source = lab.source()
    lab.push(source, CONTACT)
    entity = lab.at("GET", f"/datasource/{source}").json()["entity"]
    body = {
        "kind": "datasource",
        "organization": lab.organization["id"],
        "project": lab.project,
        "datasource": entity["uid"],
    }
    token, base = lab.control("/tokens", body)["token"], f"/datasource/{source}/stream"
    paths = (base, f"{base}/specs/events", f"{base}/contacts/u")
    seen = [lab.at("GET", path, token=token).status_code == 200 for path in paths]
    return {1: "write-only", 2: "specs", 3: "read-own"}[sum(seen)]


def spec_flag(lab: Lab) -> Any:
    """Return how the read-only flag is spelled."""
    path = f"/datasource/{lab.source()}/stream/specs/attributes"
    project = lab.at("GET", "/specs/attributes").json()["entities"][0]
    stream = lab.at("GET", path).json()["specs"][0]
    if "readonly" in project and "readOnly" in stream:
        return "by-surface"
    return "readonly" if "readonly" in stream else "readOnly"


def several_values(lab: Lab) -> Any:
    """Return how several values are written."""
    lab.push(lab.source(), CONTACT)
    tags = lab.who("u")["attributesData"]["_client_tags"]
    return "string" if tags == "a,b" else "array"


def booleans(lab: Lab) -> Any:
    """Return how a boolean is written."""
    lab.push(lab.source(), CONTACT)
    value = lab.who("u")["attributesData"]["_accepts_marketing_sms"]
    return "json-out" if value is True else "string-out"


def creation(lab: Lab) -> Any:
    """Return how a datasource without tags is answered."""
    path = "/datasource"
    full = lab.at("POST", path, json={"name": "n", "audienceTags": []}).status_code
    bare = lab.at("POST", path, json={"name": "n"}).status_code
    return f"{full}-{'required' if bare == 400 else 'optional'}"


def missing_scope(lab: Lab) -> Any:
    """Return the status of a token without the scope."""
    return str(lab.at("GET", "/datasource", token=lab.mint()).status_code)


def secrets(lab: Lab) -> Any:
    """Return how a read writes a secret."""
    return (
        "full"
        if lab.call("GET", "/").json()["entity"]["token"] == lab.secret
        else "masked"
    )


def hidden(lab: Lab) -> Any:
    """Return how an undisclosed attribute looks."""
    lab.push(lab.source(), CONTACT)
    token = lab.mint("PROJECT_AUDIENCE_READ")
    data = lab.at("GET", "/audience/user/u", token=token).json()["entity"]
    values = data["attributesData"]
    if "_email" not in values:
        return "omitted"
    return "null" if values["_email"] is None else "masked"


def gated(lab: Lab) -> Any:
    """Return how a scope outside the plan is answered."""
    lab.push(lab.source(), CONTACT)
    lab.control(f"/organizations/{lab.organization['id']}/plan", {"plan": "S"})
    listing = lab.search().status_code == 200
    token = lab.mint("PROJECT_AUDIENCE_READ", "PROJECT_AUDIENCE_DATA_BASIC")
    reading = lab.at("GET", "/audience/user/u", token=token)
    if reading.status_code == 403:
        return "refuse"
    assert "_email" not in reading.json()["entity"]["attributesData"]
    return "downgrade" if listing else "as-listed"


def by_value(lab: Lab) -> Any:
    """Return which values a lookup takes."""
    lab.push(lab.source(), CONTACT)
    return "any-unique" if lab.who("u@b.co") else "user-id"


def batch_size(lab: Lab) -> Any:
    """Return whether a batch holds what the documentation says."""
    source, items = lab.source(), [{"_user_id": str(n)} for n in range(101)]
    limit = lab.push(source).json()["entitiesLimit"]
    assert 202 == lab.push(source, *items[:limit]).status_code
    assert 400 == lab.push(source, *items[: limit + 1]).status_code
    return str(limit) if limit == 100 else "other"


def deletion(lab: Lab) -> Any:
    """Return whether a deleted person leaves a mark."""
    source = lab.source()
    lab.push(source, CONTACT)
    path = f"/audience/{lab.who('u')['id']}"
    lab.at("DELETE", f"/datasource/{source}/stream/contacts/u")
    response = lab.at("GET", path)
    assert 404 == response.status_code
    return "soft" if "deleted" in response.json()["message"] else "hard"


def index_pages(lab: Lab) -> Any:
    """Return the page sizes of an index."""
    metadata = lab.at("GET", "/datasource").json()["metadata"]
    return "50-100" if metadata["limit"] == 50 else "other"


def condition(key: Any, operator: Any, values: Any) -> Any:
    """Return a condition on an attribute."""
    kind = "attribute_condition"
    return {"type": kind, "key": key, "operator": operator, "values": values}


def joint(lab: Lab) -> Any:
    """Return what a group without a join means."""
    lab.push(lab.source(), CONTACT, {"_user_id": "v"})
    children = [
        condition("_email", "exists", []),
        condition("_user_id", "matches-string", ["v"]),
    ]
    response = lab.search(root={"type": "group", "children": children})
    if response.status_code == 400:
        return "error"
    return "or" if response.json()["metadata"]["totalHits"] else "and"


def several_texts(lab: Lab) -> Any:
    """Return what a list without a marker means."""
    lab.push(lab.source(), CONTACT, {"_user_id": "v", "_client_tags": ["a"]})
    root = condition("_client_tags", "matches-string", ["a", "b"])
    hits = lab.search(root=root).json()["metadata"]["totalHits"]
    return "any-of" if hits == 2 else "all-of"


def dispute(lab: Lab) -> Any:
    """Return who wins when sources disagree."""
    low, high = lab.source(), lab.source()
    for source, name in ((high, "high"), (low, "low")):
        lab.push(source, {"_user_id": "u", "_first_name": name})
    first = lab.who("u")["attributesData"]["_first_name"]
    lab.push(high, {"_user_id": "u", "_first_name": "high"})
    second = lab.who("u")["attributesData"]["_first_name"]
    if first != second:
        return "newest"
    return f"ingest-{first}-newest"


def upsert(lab: Lab) -> Any:
    """Return whether a push keeps what it does not name."""
    source = lab.source()
    lab.push(source, CONTACT)
    lab.push(source, {"_user_id": "u"})
    return "merge" if "_email" in lab.who("u")["attributesData"] else "replace"


def implication(lab: Lab) -> Any:
    """Return which scopes imply others."""
    lab.push(lab.source(), CONTACT)
    path, full = "/audience/user/u", "PROJECT_AUDIENCE_DATA_FULL"
    if lab.at("GET", path, token=lab.mint(full)).status_code == 200:
        return "implied"
    token = lab.mint("PROJECT_AUDIENCE_READ", full)
    data = lab.at("GET", path, token=token).json()["entity"]["attributesData"]
    return "full-implies-basic" if "_email" in data else "explicit"


def stream_scope(lab: Lab) -> Any:
    """Return the scope that a product token needs on a stream."""
    path = f"/datasource/{lab.source()}/stream"
    if lab.at("GET", path, token=lab.mint()).status_code == 200:
        return "any"
    reads, writes = (
        lab.at("GET", path, token=lab.mint(scope)).status_code == 200
        for scope in ("PROJECT_DATASOURCE_READ", "PROJECT_DATASOURCE_WRITE")
    )
    if reads and writes:
        return "either"
    return "by-effect" if reads else "write-scope"


def used_up(lab: Lab) -> Any:
    """Return the body of a refusal by the rate limit."""
    for _ in range(61):
        response = lab.at("POST", "/audience/scroll", json={})
    assert 429 == response.status_code
    if not response.content:
        return "empty"
    return "string" if isinstance(response.json(), str) else "message"


PROBES: dict[str, Callable[[Lab], str]] = {
    "K-01": no_token,
    "K-02": bad_token,
    "K-03": missing_scope,
    "K-04": no_project,
    "K-05": error_body,
    "K-06": push_status,
    "K-07": push_shape,
    "K-08": all_failed,
    "K-09": some_failed,
    "K-10": undeclared,
    "K-11": stranger,
    "K-12": batch_size,
    "K-13": bare_flag,
    "K-14": repeated_event,
    "K-15": lookup,
    "K-16": attribute_place,
    "K-17": references,
    "K-18": search_paging,
    "K-19": search_scope,
    "K-20": own_reads,
    "K-21": spec_flag,
    "K-22": used_up,
    "K-25": several_values,
    "K-26": booleans,
    "K-27": creation,
    "K-32": secrets,
    "K-33": hidden,
    "K-34": gated,
    "K-35": by_value,
    "K-36": index_pages,
    "K-37": joint,
    "K-38": several_texts,
    "K-39": deletion,
    "K-40": dispute,
    "K-41": upsert,
    "K-42": implication,
    "K-44": stream_scope,
}
