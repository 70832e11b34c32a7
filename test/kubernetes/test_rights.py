"""Which rights it takes to apply what kube render prints; docs/kubernetes.md names them."""
from cluster import ROOT
from rights import APPLY, visitor


def test_the_rights_that_the_document_names_are_enough(namespace, database, migrations, tmp_path):
    deployer = visitor(namespace, tmp_path, APPLY)
    job = deployer.apply_job(deployer.render(migrations, "up"))
    assert deployer.apply(deployer.render(migrations, "up")).count(" unchanged\n") == 2
    namespace.completes(job)
    assert database.versions() == [1, 2]
    for rule in APPLY:
        words = f"`{'`, `'.join(rule['verbs'])}` on `{rule['resources'][0]}`"
        assert words in (ROOT / "docs/kubernetes.md").read_text(), words


def test_without_them_nothing_happens(namespace, database, migrations, tmp_path):
    stranger = visitor(namespace, tmp_path, APPLY[:1])
    refused = stranger.kubectl("apply", "-f", "-", stdin=stranger.render(migrations, "up"), check=False)
    assert refused.returncode == 1
    assert 'cannot get resource "jobs" in API group "batch"' in refused.stderr, refused.stderr
    assert namespace.get("jobs") == []
