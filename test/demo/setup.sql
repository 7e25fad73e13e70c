/* test/demo/setup.sql: what an administrator does once */

-- The people of the program are no superusers: insights owns the program and
-- the tables of feedback, shop only writes feedback.
CREATE ROLE insights LOGIN;
CREATE ROLE shop LOGIN;
GRANT shop TO insights;
CREATE DATABASE demo;
GRANT CREATE ON DATABASE demo TO insights;
\connect demo
GRANT CREATE ON SCHEMA public TO insights;
CREATE EXTENSION voc;
