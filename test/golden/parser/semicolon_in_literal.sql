-- +goose Up
INSERT INTO t VALUES ('a;
b;
');
INSERT INTO t VALUES ('it''s;
');
