-- +goose Up
-- this is for +goose and its friends
SELECT 1;
