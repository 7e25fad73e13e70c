/* sql/00_schema.sql: the library's schema */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION voc" to load this file. \quit

-- Unconditional, and first: a schema that somebody made before us stops the
-- installation, so nothing in it can be mistaken for ours.
CREATE SCHEMA voc;

COMMENT ON SCHEMA voc IS
'Voice of the Customer, the library: functions, aggregates, types and trigger functions. SELECT voc.create_program() makes a program (voc_data, voc_bi).';
