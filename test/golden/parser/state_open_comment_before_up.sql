/* Licence
-- +goose Up
SELECT 1;
