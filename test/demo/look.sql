/* test/demo/look.sql: how the walk looks; included by the others */

\set ON_ERROR_STOP on
\set QUIET on
\set SHOW_CONTEXT never
\pset pager off
\pset footer off
\pset null '-'
SET client_min_messages = warning;
