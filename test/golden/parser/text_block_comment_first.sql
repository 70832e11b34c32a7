-- +goose Up
/* about
   this */
SELECT 1;
