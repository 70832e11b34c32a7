"""gander::testing on the cluster: test/testing/cluster_test.cpp."""
import os
import pathlib

import pytest
from needed import missing

from cluster import GANDER, POSTGRES, call

SUITES = pathlib.Path(GANDER).parent / "test/testing/suites"
TESTS = ("DeployVerifyAndADatabaseOfItsOwn", "ABrokenMigration", "NobodyThere")


@pytest.mark.parametrize("test", TESTS)
def test_on_the_cluster(cluster, test):
    if not os.access(SUITES, os.X_OK):
        missing(f"no {SUITES}: scripts/test builds it")
    done = call(SUITES, f"--gtest_filter=OnCluster.{test}", environment={"GANDER_TEST_POSTGRES_IMAGE": POSTGRES}, check=False)
    assert done.returncode == 0 and "[  PASSED  ] 1 test" in done.stdout and "SKIPPED" not in done.stdout, done.stdout + done.stderr


def test_these_are_all_of_them():
    text = (pathlib.Path(__file__).parents[1] / "testing/cluster_test.cpp").read_text()
    assert text.count("TEST_F(OnCluster, ") == len(TESTS) and all(f"TEST_F(OnCluster, {each})" in text for each in TESTS)
