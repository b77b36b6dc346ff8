"""Sessions, organisation, projects."""

from __future__ import annotations

from groundwire.errors import (
    ConnectFailed,
    InvalidArgumentError,
    NotFoundError,
    PermissionDeniedError,
)
from tests.studio.every.table import case
from tests.studio.every.world import LEAVER, PASSWORD, UNKNOWN

NOWHERE = "http://127.0.0.1:9"


@case(
    "Client.with_login", PermissionDeniedError, lambda w: w.new_client().with_login(LEAVER, "wrong password")
)
def _(w):
    client = w.new_client().with_login(LEAVER, PASSWORD)
    assert client.username == LEAVER
    assert client.organization().name == "Local"


@case("Client.login", PermissionDeniedError, lambda w: w.new_client().login(LEAVER, "wrong password"))
def _(w):
    client = w.new_client()
    assert client.login(LEAVER, PASSWORD) is None
    assert client.organization().name == "Local"


@case("Client.token", PermissionDeniedError, lambda w: w.impostor().token())
def _(w):
    client = w.new_client().with_login(LEAVER, PASSWORD)
    assert client.token().count(".") == 2
    assert w.new_client(client.token()).organization().name == "Local"


@case("Client.renew_token", PermissionDeniedError, lambda w: w.stranger.renew_token())
def _(w):
    client = w.new_client().with_login(LEAVER, PASSWORD)
    before = client.token()
    client.renew_token()
    assert client.token() != before
    assert client.organization().name == "Local"


@case("Client.verify_token", PermissionDeniedError, lambda w: w.stranger.verify_token())
def _(w):
    assert w.client.verify_token() is None


@case("Client.version", ConnectFailed, lambda w: w.new_client(url=NOWHERE).version())
def _(w):
    assert w.new_client().version() == w.api("version")["version"]


@case("Client.organization", PermissionDeniedError, lambda w: w.stranger.organization())
def _(w):
    found = w.client.organization()
    assert (found.name, int(found.id)) == ("Local", w.api("org.get")["id"])


@case("Client.usage_summary", PermissionDeniedError, lambda w: w.stranger.usage_summary())
def _(w):
    assert w.client.usage_summary().credits == w.api("accounting.get_usage_summary")["credits"]


@case("Client.projects", PermissionDeniedError, lambda w: w.stranger.projects())
def _(w):
    assert [one.name for one in w.client.projects("sandbox")] == ["Sandbox"]


@case("Client.project", NotFoundError, lambda w: w.client.project(UNKNOWN))
def _(w):
    assert w.client.project(w.project).name == "Sandbox"


@case("Project.datasets", NotFoundError, lambda w: w.gone_project.datasets())
def _(w):
    assert w.data.id in {int(one.id) for one in w.client.project(w.project).datasets()}


@case("Project.experiments", NotFoundError, lambda w: w.gone_project.experiments())
def _(w):
    assert w.run.experiment in {int(one.id) for one in w.client.project(w.project).experiments()}


@case("Project.validation_sessions", NotFoundError, lambda w: w.gone_project.validation_sessions())
def _(w):
    found = {int(one.id) for one in (w.check, w.client.project(w.project))[1].validation_sessions()}
    assert w.check["val_session_id"] in found


@case("Client.recycle_bin", PermissionDeniedError, lambda w: w.stranger.recycle_bin())
def _(w):
    w.api("dataset.delete", id=w.data.id)
    item = w.client.recycle_bin()[0]
    assert item.id == f"ds-{w.data.id:x}"
    assert item.name.startswith("dataset ")


@case("Client.purge_recycle_bin", NotFoundError, lambda w: w.client.purge_recycle_bin([f"ds-{w.data.id:x}"]))
def _(w):
    w.api("dataset.delete", id=w.data.id)
    w.client.purge_recycle_bin([w.dataset_id(w.data.id)])
    assert f"ds-{w.data.id:x}" not in {item.id for item in w.client.recycle_bin()}
    assert w.api.fails("dataset.get", dataset_id=w.data.id).code == 101


@case("Client.download", InvalidArgumentError, lambda w: w.client.download("no address"))
def _(w):
    from tests.studio.every.world import IMAGE

    address = w.data.samples()[0]["image_url"]
    assert w.client.download(address) == IMAGE
