"""Questions about the knobs that no source settles, one per knob."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .conftest import Lab

CONTACT = {"_user_id": "u", "_email": "u@b.co", "_phone_mobile": "+34600000001"}
EVENT = {"_user_id": "u", "_event_id": "1", "_event_type": "create"}


def found(lab: Lab, **given: Any) -> Any:
    """Return how many people a filter matches, or the status of its refusal."""
    response = lab.search(**given)
    if response.status_code != 200:
        return response.status_code
    return response.json()["metadata"]["totalHits"]


def segment(lab: Lab, name: str) -> Any:
    """Return the uid of a segment."""
    entities = lab.at("GET", f"/segment?name_eq={name}").json()["entities"]
    return entities[0]["uid"]


def settings(lab: Lab) -> Any:
    """Return whether project settings can be changed."""
    status = lab.at("PATCH", "", json={"description": "d"}).status_code
    return {200: "patch", 405: "absent"}[status]


def source_settings(lab: Lab) -> Any:
    """Return whether a datasource can be changed."""
    path = f"/datasource/{lab.source()}"
    status = lab.at("PATCH", path, json={"description": "d"}).status_code
    return {200: "patch", 405: "absent"}[status]


def senders(lab: Lab) -> Any:
    """Return whether senders come and go."""
    path = "/channel/sms/sender"
    made = lab.at("POST", path, json={"from": "Shop"})
    ident = made.json()["entity"]["id"] if made.status_code == 201 else "x"
    gone = lab.at("DELETE", f"{path}/{ident}").status_code
    statuses = (made.status_code, gone)
    return {(201, 204): "post-delete", (405, 404): "absent"}[statuses]


def timeline(lab: Lab) -> Any:
    """Return the form of the events of a person."""
    source = lab.source()
    lab.push(source, CONTACT)
    lab.log(source, EVENT)
    body = lab.at("GET", f"/audience/{lab.who('u')['id']}/events").json()
    return "by-type" if "create" in body["entities"] else "groups"


def act(lab: Lab, body: Any, verb: str = "sms-unsubscribe") -> Any:
    """Do something to a person at once."""
    return lab.at("POST", f"/audience/stream/{verb}?_sync", json=body)


def several_actions(lab: Lab) -> Any:
    """Return whether a list of actions is taken."""
    lab.push(lab.source(), CONTACT)
    one = {"audienceId": lab.who("u")["id"]}
    return "object-or-list" if act(lab, [one]).status_code == 202 else "object"


def action_on_nobody(lab: Lab) -> Any:
    """Return how an action on nobody is answered."""
    response = act(lab, {"audienceId": "nobody"})
    return "item-error" if response.status_code == 422 else str(response.status_code)


def action_answer(lab: Lab) -> Any:
    """Return the form of the answer to an action."""
    lab.push(lab.source(), CONTACT)
    response = act(lab, {"audienceId": lab.who("u")["id"]})
    if not response.content:
        return "empty"
    return "entity" if "entity" in response.json() else "push-result"


def opt_out_event(lab: Lab) -> Any:
    """Return whether an opt-out is seen on the timeline, with its reason."""
    lab.push(lab.source(), CONTACT)
    ident = lab.who("u")["id"]
    act(lab, {"audienceId": ident, "reason": "enough", "utm-source": "spring"})
    events = lab.at("GET", f"/audience/{ident}/events").json()["entities"]
    if not events:
        return "none"
    (event,) = events["channel_unsubscribe"]
    told = {"channel": "sms", "reason": "enough", "utm-source": "spring"}
    assert told == event["parameters"]
    return "event"


def former_id(lab: Lab) -> Any:
    """Return what the id of a person who was merged away leads to."""
    one, two = lab.source(), lab.source()
    lab.push(one, {"_user_id": "a", "_email": "a@b.co"})
    lab.push(two, {"_user_id": "b", "_phone_mobile": "+34600000001"})
    ids = [lab.who(name)["id"] for name in "ab"]
    lab.push(two, {"_user_id": "b", "_email": "a@b.co"})
    (gone,) = {*ids} - {lab.who("a")["id"]}
    response = lab.at("GET", f"/audience/{gone}")
    if response.status_code == 404:
        return "404"
    assert lab.who("b") == response.json()["entity"]
    return "resolves"


def moment(lab: Lab) -> Any:
    """Return which moment an event filter and its sort go by."""
    source = lab.source()
    lab.push(source, CONTACT)
    late, early = (
        EVENT | {"_event_id": name, "_event_date": f"20{name}-01-01T00:00:00Z"}
        for name in ("20", "10")
    )
    lab.log(source, late)
    lab.control("/clock/advance", {"seconds": 1})
    lab.log(source, early)
    body = {"sortField": "created-at"}
    first = lab.at("POST", "/event/search", json=body).json()["entities"][0]
    values = {"lowerOffset": -2, "upperOffset": None}
    root = {
        "type": "event_condition",
        "key": "created-at",
        "operator": "range-date-relative",
        "values": values,
    }
    hits = lab.at("POST", "/event/search", json={"root": root}).json()["metadata"]
    return {("20", 2): "stored", ("10", 0): "happened"}[first["id"], hits["totalHits"]]


def letter_case(lab: Lab) -> Any:
    """Return whether text operators tell capital letters from small ones."""
    lab.push(lab.source(), CONTACT | {"_first_name": "Ada"})
    hits = {
        found(
            lab,
            root={
                "type": "attribute_condition",
                "key": "_first_name",
                "operator": operator,
                "values": values,
            },
        )
        for operator, values in (("contains", ["aD"]), ("matches-string", ["aDA"]))
    }
    (count,) = hits
    return {0: "exact", 1: "ignore-case"}[count]


def number_bounds(lab: Lab) -> Any:
    """Return whether a bound of a range of numbers is inside it."""
    lab.push(lab.source(), CONTACT | {"points": 5})
    ranges: Any = (
        {},
        {"lowerNumber": None, "upperNumber": 5},
        {"lowerExcludeEquals": True},
        {"lowerExcludeEquals": False},
    )
    hits = [
        found(
            lab,
            root={
                "type": "attribute_condition",
                "key": "points",
                "operator": "range-number",
                "values": {"lowerNumber": 5, "upperNumber": None, **values},
            },
        )
        for values in ranges
    ]
    assert [0, 1] == hits[2:]
    named = {(0, 0): "exclusive", (1, 0): "half-open", (1, 1): "inclusive"}
    return named[hits[0], hits[1]]


def separation(lab: Lab) -> Any:
    """Return whether contacts separate when the value that joined them goes."""
    one, two = lab.source(), lab.source()
    lab.push(one, {"_user_id": "a", "_email": "a@b.co"})
    lab.push(two, {"_user_id": "b", "_email": "a@b.co"})
    lab.push(two, {"_user_id": "b", "_email": "b@b.co"})
    together = lab.who("a")["id"] == lab.who("b")["id"]
    lab.at("DELETE", f"/datasource/{one}/stream/contacts/a")
    assert lab.who("b")
    return "stays" if together else "recomputed"


def read_only(lab: Lab) -> Any:
    """Return what becomes of a push that names a read-only attribute."""
    response = lab.push(lab.source(), CONTACT | {"_full_name": "Nobody"})
    person = lab.who("u")
    assert person is None or "Nobody" not in person["attributesData"].values()
    return {422: "item-error", 202: "ignore"}[response.status_code]


def event_figures(lab: Lab) -> Any:
    """Return whether there are aggregations of events."""
    body = {"aggregations": {"n": {"type": "count"}}}
    status = lab.at("POST", "/event/aggregations", json=body).status_code
    return {200: "present", 404: "absent"}[status]


def segment_scope(lab: Lab) -> Any:
    """Return the scope that opens segments."""
    read, nothing = lab.mint("PROJECT_AUDIENCE_READ"), lab.mint()
    if lab.at("GET", "/segment", token=nothing).status_code == 200:
        return "any"
    return (
        "read" if lab.at("GET", "/segment", token=read).status_code == 200 else "list"
    )


def event_form(lab: Lab) -> Any:
    """Return the keys of an event."""
    source = lab.source()
    lab.push(source, CONTACT)
    lab.log(source, EVENT)
    event = lab.at("POST", "/event/search", json={}).json()["entities"][0]
    assert "1" == event.get("id", event.get("_event_id"))
    return "pushed" if "_event_id" in event else "plain"


def index_count(lab: Lab) -> Any:
    """Return what an index counts."""
    body = lab.at("GET", "/campaign?_start=0&_limit=1").json()
    return {1: "page", 2: "total"}[body["metadata"]["count"]]


def segment_names(lab: Lab) -> Any:
    """Return where a condition names its segment."""
    lab.push(lab.source(), CONTACT)
    uid = segment(lab, "Reachable by phone")
    forms = {
        "values": {"key": "segment", "operator": "matches-string", "values": [uid]},
        "key": {"key": uid, "operator": "exists", "values": []},
    }
    hits = {
        name: found(lab, root={"type": "segment_condition", **form})
        for name, form in forms.items()
    }
    assert {1, 400} == set(hits.values())
    return next(name for name, count in hits.items() if count == 1)


def event_group(lab: Lab) -> Any:
    """Return whether one event meets a whole group."""
    source = lab.source()
    lab.push(source, CONTACT)
    for number in (5, 50):
        parameters = {"order-euro-amount": number, "order-id": str(number)}
        order = {"_event_id": str(number), "_event_type": "ecommerce_order_create"}
        lab.log(source, EVENT | order | {"_event_parameters": parameters})
    children = [
        {
            "type": "event_condition",
            "key": f"ecommerce_order_create.{name}",
            "operator": operator,
            "values": values,
        }
        for name, operator, values in (
            (
                "order-euro-amount",
                "range-number",
                {"lowerNumber": 9, "upperNumber": 99},
            ),
            ("order-id", "matches-string", ["5"]),
        )
    ]
    root = {"type": "group_event", "join": "and", "children": children}
    return "same-type" if found(lab, root=root) else "same-event"


def figure_form(lab: Lab) -> Any:
    """Return the syntax of aggregations."""
    lab.push(lab.source(), CONTACT)
    forms = {
        "typed": {"type": "terms", "field": "_user_id"},
        "nested": {"terms": {"field": "_user_id"}},
    }
    statuses = {}
    for name, form in forms.items():
        body = {"aggregations": {"who": form}}
        response = lab.at("POST", "/audience/aggregations", json=body)
        statuses[name] = response.status_code
        if response.status_code == 200:
            bucket = response.json()["entities"]["who"]["buckets"][0]
            assert {"key": "u", {"typed": "count"}.get(name, "doc_count"): 1} == bucket
    assert {200, 400} == set(statuses.values())
    return next(name for name, status in statuses.items() if status == 200)


def missing_parameter(lab: Lab) -> Any:
    """Return how a segment that needs a parameter is answered without one."""
    uid = segment(lab, "Imported lately")
    statuses = [
        lab.at("GET", f"/segment/{uid}").status_code,
        lab.at("POST", f"/audience/segment/{uid}/scroll", json={}).status_code,
    ]
    return {422: "refuse", 200: "empty"}[statuses[0]] if len(set(statuses)) == 1 else ""


def messages_of_nothing(lab: Lab) -> Any:
    """Return how the messages of something unknown are answered."""
    paths = ("send/x", "campaign/x/0", "automation/x/0", "audience/x")
    statuses = {lab.at("GET", f"/channel/sms/sms/{path}").status_code for path in paths}
    assert 1 == len(statuses)
    return "404" if statuses == {404} else "empty"


def directions(lab: Lab) -> Any:
    """Return which directions a sort takes."""
    sign, word = (
        lab.at("GET", f"/campaign?_sort=title:{one}").status_code == 200
        for one in ("-", "desc")
    )
    return {(True, True): "both", (True, False): "sign", (False, True): "word"}[
        sign, word
    ]


def retry_after(lab: Lab) -> Any:
    """Return whether a refusal by the rate limit says when to come again."""
    for _ in range(61):
        response = lab.at("POST", "/audience/scroll", json={})
    assert 429 == response.status_code
    return "present" if "retry-after" in response.headers else "absent"


def stranger_at_a_stream(lab: Lab) -> Any:
    """Return the status of writes into a stream by a token without the scope."""
    stream, token = f"/datasource/{lab.source()}/stream", lab.mint()
    asked = (
        ("POST", "contacts", {"json": [{"_user_id": "u"}]}),
        ("POST", "events", {"json": []}),
        ("DELETE", "contacts/u", {}),
    )
    (status,) = {
        lab.at(method, f"{stream}/{path}", token=token, **body).status_code
        for method, path, body in asked
    }
    assert 403 == lab.at("GET", stream, token=token).status_code
    return str(status)


ASSUMPTIONS: dict[str, Callable[[Lab], Any]] = {
    "A-01": settings,
    "A-02": source_settings,
    "A-03": senders,
    "A-04": timeline,
    "A-05": several_actions,
    "A-06": action_on_nobody,
    "A-07": event_figures,
    "A-08": segment_scope,
    "A-09": event_form,
    "A-10": index_count,
    "A-11": segment_names,
    "A-12": event_group,
    "A-13": figure_form,
    "A-14": missing_parameter,
    "A-15": messages_of_nothing,
    "A-16": opt_out_event,
    "A-17": former_id,
    "A-18": moment,
    "A-19": letter_case,
    "A-20": number_bounds,
    "A-21": separation,
    "A-22": read_only,
    "A-23": stranger_at_a_stream,
    "K-23": retry_after,
    "K-24": directions,
    "K-43": action_answer,
}
