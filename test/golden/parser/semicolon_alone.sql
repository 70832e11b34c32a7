-- +goose Up
;
;;
 ; 
