-- +goose Up
SELECT 1; -- note
SELECT 2;-- glued
SELECT 3; /* block */
SELECT 4;/* glued */ -- both
SELECT 5 /* ; */;
