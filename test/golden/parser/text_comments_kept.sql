-- +goose Up
-- dropped

SELECT 1
-- kept

  , 2;
  
-- kept: a line of blanks stands above
SELECT 3;
