/* sql/program/35_triggers.sql: guards, and the invalidation of what backends have cached of these tables */

CREATE TRIGGER loop_guard BEFORE UPDATE OR DELETE ON voc_data.loop
    FOR EACH ROW EXECUTE FUNCTION voc.loop_guard();

CREATE TRIGGER loop_log AFTER UPDATE ON voc_data.loop
    REFERENCING OLD TABLE AS old_loop NEW TABLE AS new_loop
    FOR EACH STATEMENT EXECUTE FUNCTION voc.loop_log();

CREATE TRIGGER loop_messages AFTER UPDATE ON voc_data.loop
    REFERENCING OLD TABLE AS old_loop NEW TABLE AS new_loop
    FOR EACH STATEMENT EXECUTE FUNCTION voc.loop_messages();

CREATE TRIGGER outbox_notify AFTER INSERT ON voc_data.outbox
    REFERENCING NEW TABLE AS new_message
    FOR EACH STATEMENT EXECUTE FUNCTION voc.outbox_notify();

CREATE TRIGGER loop_truncate BEFORE TRUNCATE ON voc_data.loop
    FOR EACH STATEMENT EXECUTE FUNCTION voc.append_only();

CREATE TRIGGER loop_event_append_only BEFORE UPDATE OR DELETE ON voc_data.loop_event
    FOR EACH ROW EXECUTE FUNCTION voc.append_only();

CREATE TRIGGER loop_event_truncate BEFORE TRUNCATE ON voc_data.loop_event
    FOR EACH STATEMENT EXECUTE FUNCTION voc.append_only();

CREATE TRIGGER source_guard BEFORE UPDATE ON voc_data.source
    FOR EACH ROW EXECUTE FUNCTION voc.source_guard();

CREATE TRIGGER word_guard BEFORE INSERT OR UPDATE ON voc_data.word
    FOR EACH ROW EXECUTE FUNCTION voc.word_guard();

CREATE TRIGGER config_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON voc_data.program
    FOR EACH STATEMENT EXECUTE FUNCTION voc.config_changed();

CREATE TRIGGER config_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON voc_data.channel
    FOR EACH STATEMENT EXECUTE FUNCTION voc.config_changed();

CREATE TRIGGER config_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON voc_data.scale
    FOR EACH STATEMENT EXECUTE FUNCTION voc.config_changed();

-- Not on INSERT: a touchpoint that is not known is only looked up once more.
CREATE TRIGGER config_changed AFTER UPDATE OR DELETE OR TRUNCATE ON voc_data.touchpoint
    FOR EACH STATEMENT EXECUTE FUNCTION voc.config_changed();

CREATE TRIGGER config_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON voc_data.source
    FOR EACH STATEMENT EXECUTE FUNCTION voc.config_changed();

CREATE TRIGGER config_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON voc_data.calendar
    FOR EACH STATEMENT EXECUTE FUNCTION voc.config_changed();

CREATE TRIGGER config_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON voc_data.calendar_span
    FOR EACH STATEMENT EXECUTE FUNCTION voc.config_changed();

CREATE TRIGGER config_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON voc_data.holiday
    FOR EACH STATEMENT EXECUTE FUNCTION voc.config_changed();

CREATE TRIGGER pattern_guard BEFORE INSERT OR UPDATE ON voc_data.topic_pattern
    FOR EACH ROW EXECUTE FUNCTION voc.pattern_guard();

CREATE TRIGGER pattern_guard BEFORE INSERT OR UPDATE ON voc_data.intent_pattern
    FOR EACH ROW EXECUTE FUNCTION voc.pattern_guard();

CREATE TRIGGER override_guard BEFORE INSERT OR UPDATE ON voc_data.coding_override
    FOR EACH ROW EXECUTE FUNCTION voc.override_guard();

CREATE TRIGGER override_changed AFTER INSERT OR DELETE OR UPDATE OF topics, sentiment, made_at ON voc_data.coding_override
    FOR EACH ROW EXECUTE FUNCTION voc.override_changed();

CREATE TRIGGER topic_renamed AFTER UPDATE OF code ON voc_data.topic
    FOR EACH ROW EXECUTE FUNCTION voc.topic_renamed();

CREATE TRIGGER codebook_import INSTEAD OF INSERT OR UPDATE OR DELETE ON voc_data.codebook
    FOR EACH ROW EXECUTE FUNCTION voc.codebook_import();

CREATE TRIGGER codebook_removal_update AFTER UPDATE ON voc_data.topic
    REFERENCING OLD TABLE AS old_row
    FOR EACH STATEMENT EXECUTE FUNCTION voc.codebook_removal();

CREATE TRIGGER codebook_removal_delete AFTER DELETE ON voc_data.topic
    REFERENCING OLD TABLE AS old_row
    FOR EACH STATEMENT EXECUTE FUNCTION voc.codebook_removal();

CREATE TRIGGER codebook_removal_truncate BEFORE TRUNCATE ON voc_data.topic
    FOR EACH STATEMENT EXECUTE FUNCTION voc.codebook_removal();

CREATE TRIGGER codebook_removal_update AFTER UPDATE ON voc_data.topic_pattern
    REFERENCING OLD TABLE AS old_row
    FOR EACH STATEMENT EXECUTE FUNCTION voc.codebook_removal();

CREATE TRIGGER codebook_removal_delete AFTER DELETE ON voc_data.topic_pattern
    REFERENCING OLD TABLE AS old_row
    FOR EACH STATEMENT EXECUTE FUNCTION voc.codebook_removal();

CREATE TRIGGER codebook_removal_truncate BEFORE TRUNCATE ON voc_data.topic_pattern
    FOR EACH STATEMENT EXECUTE FUNCTION voc.codebook_removal();

CREATE TRIGGER codebook_removal_update AFTER UPDATE ON voc_data.intent_pattern
    REFERENCING OLD TABLE AS old_row
    FOR EACH STATEMENT EXECUTE FUNCTION voc.codebook_removal();

CREATE TRIGGER codebook_removal_delete AFTER DELETE ON voc_data.intent_pattern
    REFERENCING OLD TABLE AS old_row
    FOR EACH STATEMENT EXECUTE FUNCTION voc.codebook_removal();

CREATE TRIGGER codebook_removal_truncate BEFORE TRUNCATE ON voc_data.intent_pattern
    FOR EACH STATEMENT EXECUTE FUNCTION voc.codebook_removal();

-- Titles and owners of topics and intents, and notes, change nothing of the coding.
CREATE TRIGGER coding_changed BEFORE DELETE OR TRUNCATE OR UPDATE OF code, active, is_critical, instead_of ON voc_data.topic
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('codebook');

CREATE TRIGGER coding_changed_after AFTER DELETE OR TRUNCATE OR UPDATE OF code, active, is_critical, instead_of ON voc_data.topic
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('codebook');

CREATE TRIGGER coding_changed BEFORE DELETE OR TRUNCATE OR UPDATE OF code, active ON voc_data.intent
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('codebook');

CREATE TRIGGER coding_changed_after AFTER DELETE OR TRUNCATE OR UPDATE OF code, active ON voc_data.intent
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('codebook');

CREATE TRIGGER coding_changed BEFORE INSERT OR DELETE OR TRUNCATE OR UPDATE OF topic, language, pattern, active ON voc_data.topic_pattern
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('codebook');

CREATE TRIGGER coding_changed_after AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF topic, language, pattern, active ON voc_data.topic_pattern
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('codebook');

CREATE TRIGGER coding_changed BEFORE INSERT OR DELETE OR TRUNCATE OR UPDATE OF intent, language, pattern, active ON voc_data.intent_pattern
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('codebook');

CREATE TRIGGER coding_changed_after AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF intent, language, pattern, active ON voc_data.intent_pattern
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('codebook');

CREATE TRIGGER coding_changed BEFORE INSERT OR DELETE OR TRUNCATE OR UPDATE OF term, language, valence, role, factor ON voc_data.word
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('lexicon');

CREATE TRIGGER coding_changed_after AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF term, language, valence, role, factor ON voc_data.word
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('lexicon');

-- Without its corrections, all is to be coded anew.
CREATE TRIGGER coding_changed BEFORE TRUNCATE ON voc_data.coding_override
    FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('codebook');

CREATE TRIGGER coding_append_only BEFORE DELETE OR TRUNCATE ON voc_data.coding
    FOR EACH STATEMENT EXECUTE FUNCTION voc.append_only();

ALTER TABLE voc_data.program ENABLE ALWAYS TRIGGER config_changed;
ALTER TABLE voc_data.channel ENABLE ALWAYS TRIGGER config_changed;
ALTER TABLE voc_data.scale ENABLE ALWAYS TRIGGER config_changed;
ALTER TABLE voc_data.calendar ENABLE ALWAYS TRIGGER config_changed;
ALTER TABLE voc_data.calendar_span ENABLE ALWAYS TRIGGER config_changed;
ALTER TABLE voc_data.holiday ENABLE ALWAYS TRIGGER config_changed;
ALTER TABLE voc_data.touchpoint ENABLE ALWAYS TRIGGER config_changed;
ALTER TABLE voc_data.source ENABLE ALWAYS TRIGGER config_changed;
ALTER TABLE voc_data.topic ENABLE ALWAYS TRIGGER coding_changed;
ALTER TABLE voc_data.topic ENABLE ALWAYS TRIGGER coding_changed_after;
ALTER TABLE voc_data.intent ENABLE ALWAYS TRIGGER coding_changed;
ALTER TABLE voc_data.intent ENABLE ALWAYS TRIGGER coding_changed_after;
ALTER TABLE voc_data.topic_pattern ENABLE ALWAYS TRIGGER coding_changed;
ALTER TABLE voc_data.topic_pattern ENABLE ALWAYS TRIGGER coding_changed_after;
ALTER TABLE voc_data.intent_pattern ENABLE ALWAYS TRIGGER coding_changed;
ALTER TABLE voc_data.intent_pattern ENABLE ALWAYS TRIGGER coding_changed_after;
ALTER TABLE voc_data.word ENABLE ALWAYS TRIGGER coding_changed;
ALTER TABLE voc_data.word ENABLE ALWAYS TRIGGER coding_changed_after;
ALTER TABLE voc_data.coding_override ENABLE ALWAYS TRIGGER coding_changed;
