def test_an_action_is_traced(psql):
    psql("INSERT INTO action_traces (action, effectiveness) VALUES ('scale_deployment', 0.9)")
    assert psql("SELECT action, effective_since('-infinity') FROM action_traces") == "scale_deployment|1"
