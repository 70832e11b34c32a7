-- +goose Up
INSERT INTO t VALUES ('café');
