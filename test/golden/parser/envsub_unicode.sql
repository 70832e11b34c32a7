-- +goose Up
-- +goose ENVSUB ON
SELECT '$été ${été} ';
