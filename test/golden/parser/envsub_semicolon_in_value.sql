-- +goose Up
-- +goose ENVSUB ON
SELECT $SEMI
SELECT $LINES ;
