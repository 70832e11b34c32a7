-- +goose Up
-- +GOOSE DOWN
SELECT 1;
