/* Licence
   MIT */
-- and more
-- +goose Up
SELECT 1;
