-- +goose Up
--
-- PostgreSQL database dump
--

\restrict 0Hq9dQWcDk3kzGJvCwYd

-- Dumped from database version 15.14
-- Dumped by pg_dump version 15.14

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;

--
-- Name: pgcrypto; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;


--
-- Name: EXTENSION pgcrypto; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';


--
-- Name: touch(); Type: FUNCTION; Schema: public; Owner: app
--

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  NEW.at := now();
  EXECUTE 'SELECT $1' USING 1;
  RETURN NEW;
END;
$_$;


ALTER FUNCTION public.touch() OWNER TO app;

--
-- Name: twice(integer); Type: FUNCTION; Schema: public; Owner: app
--

CREATE FUNCTION public.twice(a integer) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT CASE
            WHEN (twice.a > 0) THEN (2 * twice.a)
            ELSE 0
        END AS "case";
END;


SET default_table_access_method = heap;

CREATE TABLE public."odd ;name" (
    id integer NOT NULL,
    note text DEFAULT 'a;
b -- c'::text,
    at timestamp without time zone
);


--
-- Data for Name: odd ;name; Type: TABLE DATA; Schema: public; Owner: app
--

COPY public."odd ;name" (id, note, at) FROM stdin;
1	it's; a row	2026-11-22 10:00:00
2	\N	\N
3	-- +goose Down	\N
4	back\\slash\ttab	\N
\.


--
-- Name: odd_id_seq; Type: SEQUENCE SET; Schema: public; Owner: app
--

SELECT pg_catalog.setval('public.odd_id_seq', 4, true);

CREATE RULE keep AS
    ON DELETE TO public."odd ;name" DO INSTEAD ( SELECT 1;
 SELECT 2;
);

--
-- PostgreSQL database dump complete
--

\unrestrict 0Hq9dQWcDk3kzGJvCwYd

-- +goose Down
DROP SCHEMA public CASCADE;
