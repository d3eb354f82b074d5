"""The manifests keep the promises that deploy/README.md makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from app.settings import Settings

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
KUBERNETES = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in (DEPLOY / "kubernetes").glob("*.yaml")
}
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


def container() -> dict[str, Any]:
    [only] = KUBERNETES["deployment"]["spec"]["template"]["spec"]["containers"]
    return only


def test_every_manifest_is_listed() -> None:
    listed = {Path(name).stem for name in KUBERNETES["kustomization"]["resources"]}
    assert listed == set(KUBERNETES) - {"kustomization"}


def test_the_pod_writes_nothing_and_runs_as_nobody() -> None:
    assert container()["securityContext"] == {
        "readOnlyRootFilesystem": True,
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
    }
    pod = KUBERNETES["deployment"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert "volumes" not in pod


def test_no_draft_can_leave_the_pod() -> None:
    policy = KUBERNETES["network"]["spec"]
    assert "Egress" in policy["policyTypes"]
    assert policy["egress"] == []


def test_probes_ask_what_the_service_answers() -> None:
    assert container()["livenessProbe"]["httpGet"]["path"] == "/livez"
    for probe in ("startupProbe", "readinessProbe"):
        assert container()[probe]["httpGet"]["path"] == "/readyz"


def test_one_replica_stays_while_others_go() -> None:
    assert KUBERNETES["disruption"]["spec"]["minAvailable"] == 1
    assert KUBERNETES["deployment"]["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    scaler = KUBERNETES["autoscaler"]["spec"]
    assert scaler["minReplicas"] >= 2
    assert scaler["scaleTargetRef"]["name"] == KUBERNETES["deployment"]["metadata"]["name"]


def test_everything_selects_the_same_pods() -> None:
    labels = KUBERNETES["deployment"]["spec"]["template"]["metadata"]["labels"]
    assert KUBERNETES["service"]["spec"]["selector"] == labels
    assert KUBERNETES["disruption"]["spec"]["selector"]["matchLabels"] == labels
    assert KUBERNETES["network"]["spec"]["podSelector"]["matchLabels"] == labels


def test_in_the_compose_file_only_nginx_is_reachable() -> None:
    services = COMPOSE["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("unburnt", "redis"):
        assert services[name]["networks"] == ["inside"]
        assert services[name]["read_only"] is True


def test_the_settings_in_the_manifests_exist_and_are_accepted() -> None:
    given = dict(COMPOSE["services"]["unburnt"]["environment"])
    given |= {each["name"]: each["value"] for each in container()["env"]}
    fields = {name.removeprefix("UNBURNT_").lower(): value for name, value in given.items()}
    assert set(fields) <= set(Settings.model_fields)
    Settings(**fields)
