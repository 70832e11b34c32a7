-- +goose Up
-- +goose ENVSUB ON
SELECT 'é $A';
