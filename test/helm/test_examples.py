"""examples/adopt/migration-job.yaml is a template that Helm takes, before its patch and after."""
import shutil
import subprocess

from conftest import ROOT, only

VALUES = {"postgresql": {"host": "db", "image": "postgres:16"}, "migrations": {"image": "gander:1", "reader": "reader"}}


def test_the_hook_job_of_the_example(helm, tmp_path):
    chart = tmp_path / "shop"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: shop\nversion: 1.0.0\n")
    shutil.copy(ROOT / "examples/adopt/before/migration-job.yaml", chart / "templates")
    (before,) = helm.template(VALUES, chart)
    subprocess.run(["git", "apply", "-p1", ROOT / "examples/adopt/migration-job.yaml.patch"], cwd=chart / "templates", check=True)
    documents = helm.template(VALUES, chart)
    (job,), (grants,) = only(documents, "Job"), only(documents, "ConfigMap")
    old, new = (each["spec"]["template"]["spec"]["containers"][0] for each in (before, job))
    assert new["args"] == ["-dir", "/migrations", "--wait=2m", "--after=/after/grants.sql", "up"] and new["env"] == old["env"]
    assert grants["data"] == {"grants.sql": "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;\n"}
