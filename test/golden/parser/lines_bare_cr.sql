-- +goose Up
SELECT 1,2;
