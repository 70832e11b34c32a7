-- +goose Up
SELECT 1;
/* the end */
-- +goose Down
  
-- nothing here
