/* sql/90_privileges.sql: who may use the library */

-- The library's functions do nothing that the caller could not do without
-- them, or, as the capture trigger, only for tables that the program lists.
-- Support functions of aggregates stay executable: distributed engines call
-- them as the user.
GRANT USAGE ON SCHEMA voc TO PUBLIC;
