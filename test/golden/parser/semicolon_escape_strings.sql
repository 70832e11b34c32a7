-- +goose Up
SELECT E'it\'s;
';
SELECT 'c:\';
SELECT e'\\';
