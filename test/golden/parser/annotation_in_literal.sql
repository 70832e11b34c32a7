-- +goose Up
SELECT '
-- +goose NO TRANSACTION
';
