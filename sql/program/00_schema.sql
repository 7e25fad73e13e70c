/* sql/program/00_schema.sql: the program's schemas and its one row of settings */

CREATE SCHEMA voc_data;

COMMENT ON SCHEMA voc_data IS
'Voice of the Customer, the program: its tables, made by voc.create_program() and owned by the role that called it.';

CREATE SCHEMA voc_bi;

COMMENT ON SCHEMA voc_bi IS
'Voice of the Customer for BI tools: flat views, one grain each, additive columns beside every ratio.';

CREATE TABLE voc_data.program (
    one boolean NOT NULL DEFAULT true,
    version text NOT NULL,
    name text NOT NULL DEFAULT 'Voice of the Customer',
    created_at timestamptz NOT NULL DEFAULT now(),
    loop_max_age interval DEFAULT '30 days',
    max_comment integer NOT NULL DEFAULT 1000000,
    default_team text NOT NULL DEFAULT 'care',
    min_effective_n double precision NOT NULL DEFAULT 30,
    max_margin double precision DEFAULT 20,
    outbox_max_attempts integer NOT NULL DEFAULT 10,
    outbox_retry interval NOT NULL DEFAULT '1 minute',
    outbox_max_retry interval NOT NULL DEFAULT '6 hours',
    outbox_notify boolean NOT NULL DEFAULT true,
    CONSTRAINT program_pkey PRIMARY KEY (one),
    CONSTRAINT program_one_check CHECK (one),
    CONSTRAINT program_loop_max_age_check CHECK (loop_max_age BETWEEN '0' AND '1000 years'),
    CONSTRAINT program_max_comment_check CHECK (max_comment BETWEEN 1 AND 100000000),
    CONSTRAINT program_min_effective_n_check CHECK (min_effective_n BETWEEN 0 AND 1e9),
    CONSTRAINT program_max_margin_check CHECK (max_margin BETWEEN 0 AND 200),
    CONSTRAINT program_outbox_max_attempts_check CHECK (outbox_max_attempts BETWEEN 1 AND 1000),
    CONSTRAINT program_outbox_retry_check CHECK (outbox_retry > '0' AND outbox_retry <= outbox_max_retry AND outbox_max_retry <= '30 days')
);

COMMENT ON TABLE voc_data.program IS 'The program and its settings: exactly one row.';
COMMENT ON COLUMN voc_data.program.one IS 'Always true: there is one program in a database.';
COMMENT ON COLUMN voc_data.program.version IS 'Version of these tables; voc.upgrade_program() brings it to that of the library.';
COMMENT ON COLUMN voc_data.program.name IS 'What the program is called in reports.';
COMMENT ON COLUMN voc_data.program.created_at IS 'When the program was created.';
COMMENT ON COLUMN voc_data.program.loop_max_age IS 'Feedback older than this when it is captured opens no loop (history that is backfilled would); NULL: any age does.';
COMMENT ON COLUMN voc_data.program.max_comment IS 'Longest comment that is captured, in bytes; a longer one goes to voc_data.rejected.';
COMMENT ON COLUMN voc_data.program.default_team IS 'Team of a loop when neither the rule, the topic nor the touchpoint names one.';
COMMENT ON COLUMN voc_data.program.min_effective_n IS 'A figure of fewer effective answers is too small to read: voc_bi.sample_quality.';
COMMENT ON COLUMN voc_data.program.max_margin IS 'So is one with a margin of error above this, in points, at 95 %; NULL: however wide.';
COMMENT ON COLUMN voc_data.program.outbox_max_attempts IS 'A message that was tried this often is given up: it is dead until voc.retry_message().';
COMMENT ON COLUMN voc_data.program.outbox_retry IS 'How long a message waits after its first failure; twice as long after each further one.';
COMMENT ON COLUMN voc_data.program.outbox_max_retry IS 'How long it waits at most.';
COMMENT ON COLUMN voc_data.program.outbox_notify IS 'Whether new messages NOTIFY channel voc. Switch it off where feedback is written in transactions that are prepared (PREPARE TRANSACTION), which must not notify.';

CREATE TABLE voc_data.team (
    code text NOT NULL,
    title text NOT NULL,
    CONSTRAINT team_pkey PRIMARY KEY (code)
);

COMMENT ON TABLE voc_data.team IS 'The teams that follow feedback up.';
COMMENT ON COLUMN voc_data.team.code IS 'Short name, used everywhere.';
COMMENT ON COLUMN voc_data.team.title IS 'Name for people.';

ALTER TABLE voc_data.program
    ADD CONSTRAINT program_default_team_fkey FOREIGN KEY (default_team) REFERENCES voc_data.team (code)
    ON UPDATE CASCADE;

INSERT INTO voc_data.team (code, title)
VALUES ('care', 'Customer care'),
       ('retention', 'Retention'),
       ('logistics', 'Logistics'),
       ('network', 'Network operations'),
       ('digital', 'Web and app'),
       ('finance', 'Billing and payments'),
       ('product', 'Product'),
       ('stores', 'Stores'),
       ('sales', 'Sales'),
       ('legal', 'Safety and legal');

INSERT INTO voc_data.program (version)
VALUES (voc.program_version());
