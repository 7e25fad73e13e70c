/* sql/program/30_act.sql: rules, clocks and loops */

CREATE TABLE voc_data.rule (
    id bigint GENERATED ALWAYS AS IDENTITY,
    position integer NOT NULL,
    title text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    score_groups text[],
    sentiment_below real,
    labels text[],
    topics text[],
    intents text[],
    channels text[],
    touchpoints text[],
    segment jsonb,
    min_repeat integer,
    repeat_within interval NOT NULL DEFAULT '90 days',
    kind text NOT NULL,
    severity text NOT NULL DEFAULT 'normal',
    team text,
    CONSTRAINT rule_pkey PRIMARY KEY (id),
    CONSTRAINT rule_position_key UNIQUE (position),
    CONSTRAINT rule_kind_check CHECK (kind IN ('recover', 'grow', 'thank', 'none')),
    CONSTRAINT rule_severity_check CHECK (severity IN ('critical', 'high', 'normal')),
    CONSTRAINT rule_min_repeat_check CHECK (min_repeat >= 1),
    CONSTRAINT rule_repeat_kind_check CHECK (min_repeat IS NULL OR kind <> 'none'),
    CONSTRAINT rule_repeat_within_check CHECK (repeat_within > '0' AND repeat_within <= '100 years'),
    CONSTRAINT rule_team_fkey FOREIGN KEY (team) REFERENCES voc_data.team (code) ON UPDATE CASCADE
);

COMMENT ON TABLE voc_data.rule IS 'Which feedback opens which loop. Rules are tried by position; the first active one of which every condition holds decides. A condition that is NULL always holds.';
COMMENT ON COLUMN voc_data.rule.id IS 'Number of the rule.';
COMMENT ON COLUMN voc_data.rule.position IS 'Order of trial, lowest first.';
COMMENT ON COLUMN voc_data.rule.title IS 'Why, in words: it starts the loop''s reason.';
COMMENT ON COLUMN voc_data.rule.active IS 'Whether it is tried.';
COMMENT ON COLUMN voc_data.rule.score_groups IS 'Condition: the score group is one of these.';
COMMENT ON COLUMN voc_data.rule.sentiment_below IS 'Condition: there is a sentiment, and it is below this.';
COMMENT ON COLUMN voc_data.rule.labels IS 'Condition: the sentiment label is one of these.';
COMMENT ON COLUMN voc_data.rule.topics IS 'Condition: one of these topics was met, or a part of one: delivery holds for delivery.late.';
COMMENT ON COLUMN voc_data.rule.intents IS 'Condition: one of these intents was met.';
COMMENT ON COLUMN voc_data.rule.channels IS 'Condition: the channel is one of these.';
COMMENT ON COLUMN voc_data.rule.touchpoints IS 'Condition: the touchpoint is one of these.';
COMMENT ON COLUMN voc_data.rule.segment IS 'Condition: the segment contains this.';
COMMENT ON COLUMN voc_data.rule.min_repeat IS 'Condition: it is repeat feedback. At least this many signals of the customer that were captured before, also such as were withdrawn since, are in loops of the rule''s kind that began no later and are open, or ended no longer than repeat_within before. Signals of the same statement do not count.';
COMMENT ON COLUMN voc_data.rule.repeat_within IS 'How long after its end a loop still makes new feedback repeat feedback; counts only with min_repeat.';
COMMENT ON COLUMN voc_data.rule.kind IS 'Loop to open: recover (unhappy), grow (an opening), thank (an advocate), or none.';
COMMENT ON COLUMN voc_data.rule.severity IS 'critical, high or normal.';
COMMENT ON COLUMN voc_data.rule.team IS 'Team of the loop; NULL: that of the topic the customer is unhappiest about, else the touchpoint''s, else the program''s default.';

INSERT INTO voc_data.rule (position, title, active, score_groups, sentiment_below, labels, intents, kind, severity, team)
VALUES (10, 'Safety or legal matter', true, NULL, NULL, NULL, '{safety_or_legal}', 'recover', 'critical', 'legal'),
       (20, 'Customer may leave', true, NULL, NULL, NULL, '{churn}', 'recover', 'critical', 'retention'),
       (30, 'Unhappy score', true, '{detractor,dissatisfied}', NULL, NULL, NULL, 'recover', 'high', NULL),
       (40, 'Customer asks for a call back', true, NULL, NULL, NULL, '{callback}', 'recover', 'normal', 'care'),
       (50, 'Unhappy words', true, NULL, -0.4, '{negative}', NULL, 'recover', 'normal', NULL),
       (60, 'Interest in buying more', true, NULL, NULL, NULL, '{purchase}', 'grow', 'normal', 'sales'),
       (70, 'Promoter to thank', false, '{promoter}', NULL, NULL, NULL, 'thank', 'normal', NULL);

INSERT INTO voc_data.rule (position, title, labels, topics, kind, severity)
VALUES (15, 'Complaint about a critical topic', '{negative,mixed}', '{safety,account.security}', 'recover', 'critical');

INSERT INTO voc_data.rule (position, title, active, score_groups, min_repeat, kind, severity)
VALUES (25, 'Unhappy again', false, '{detractor,dissatisfied}', 1, 'recover', 'critical');

CREATE TABLE voc_data.sla (
    id bigint GENERATED ALWAYS AS IDENTITY,
    position integer NOT NULL,
    severity text,
    channel text,
    touchpoint text,
    segment jsonb,
    acknowledge_within interval NOT NULL,
    act_within interval NOT NULL,
    close_within interval NOT NULL,
    calendar text,
    CONSTRAINT sla_pkey PRIMARY KEY (id),
    CONSTRAINT sla_position_key UNIQUE (position),
    CONSTRAINT sla_severity_check CHECK (severity IN ('critical', 'high', 'normal')),
    CONSTRAINT sla_channel_fkey FOREIGN KEY (channel) REFERENCES voc_data.channel (code),
    CONSTRAINT sla_touchpoint_fkey FOREIGN KEY (touchpoint) REFERENCES voc_data.touchpoint (code),
    CONSTRAINT sla_calendar_fkey FOREIGN KEY (calendar) REFERENCES voc_data.calendar (code) ON UPDATE CASCADE,
    CONSTRAINT sla_calendar_check CHECK (calendar IS NULL OR greatest(date_part('month', close_within), date_part('year', close_within)) = 0),
    CONSTRAINT sla_order_check CHECK (acknowledge_within > '0' AND acknowledge_within <= act_within AND act_within <= close_within AND close_within <= '100 years')
);

COMMENT ON TABLE voc_data.sla IS 'How long a loop may take. Rows are tried by position; the first that fits sets the due times. All three clocks run from the moment the customer spoke.';
COMMENT ON COLUMN voc_data.sla.id IS 'Number of the agreement.';
COMMENT ON COLUMN voc_data.sla.position IS 'Order of trial, lowest first.';
COMMENT ON COLUMN voc_data.sla.severity IS 'Fits loops of this severity; NULL: any.';
COMMENT ON COLUMN voc_data.sla.channel IS 'Fits feedback of this channel; NULL: any.';
COMMENT ON COLUMN voc_data.sla.touchpoint IS 'Fits feedback about this touchpoint; NULL: any.';
COMMENT ON COLUMN voc_data.sla.segment IS 'Fits feedback whose segment contains this; NULL: any.';
COMMENT ON COLUMN voc_data.sla.acknowledge_within IS 'Until someone has taken it: feedback to acknowledged.';
COMMENT ON COLUMN voc_data.sla.act_within IS 'Until the customer is answered: feedback to acting.';
COMMENT ON COLUMN voc_data.sla.close_within IS 'Until it is closed: feedback to closed.';
COMMENT ON COLUMN voc_data.sla.calendar IS 'Calendar that the three are counted by, as voc.business_add() does: 2 hours are business hours, 2 days business days. NULL: the clock on the wall.';

INSERT INTO voc_data.sla (position, severity, channel, acknowledge_within, act_within, close_within)
VALUES (10, NULL, 'chat', '60 seconds', '24 hours', '48 hours'),
       (20, NULL, 'sms', '5 minutes', '24 hours', '48 hours'),
       (30, NULL, 'push', '15 minutes', '24 hours', '48 hours'),
       (40, 'critical', NULL, '2 hours', '24 hours', '48 hours'),
       (50, NULL, NULL, '6 hours', '24 hours', '48 hours');

CREATE TABLE voc_data.sla_target (
    code text NOT NULL,
    position integer NOT NULL,
    title text NOT NULL,
    clock text NOT NULL,
    within interval NOT NULL,
    share double precision NOT NULL,
    CONSTRAINT sla_target_pkey PRIMARY KEY (code),
    CONSTRAINT sla_target_clock_check CHECK (clock IN ('acknowledge', 'act', 'close')),
    CONSTRAINT sla_target_within_check CHECK (within > '0' AND within <= '100 years'),
    CONSTRAINT sla_target_share_check CHECK (share > 0 AND share <= 1)
);

COMMENT ON TABLE voc_data.sla_target IS 'What share of all loops must be in time: read by voc_bi.sla_attainment.';
COMMENT ON COLUMN voc_data.sla_target.code IS 'Short name.';
COMMENT ON COLUMN voc_data.sla_target.position IS 'Order of display.';
COMMENT ON COLUMN voc_data.sla_target.title IS 'Name for people.';
COMMENT ON COLUMN voc_data.sla_target.clock IS 'acknowledge, act or close.';
COMMENT ON COLUMN voc_data.sla_target.within IS 'Time from the feedback.';
COMMENT ON COLUMN voc_data.sla_target.share IS 'Share of loops that must make it, 0 to 1.';

INSERT INTO voc_data.sla_target (code, position, title, clock, within, share)
VALUES ('ack_2h', 1, 'Acknowledged within 2 hours', 'acknowledge', '2 hours', 0.60),
       ('ack_6h', 2, 'Acknowledged within 6 hours', 'acknowledge', '6 hours', 0.85),
       ('act_24h', 3, 'Answered within 24 hours', 'act', '24 hours', 1.00),
       ('close_48h', 4, 'Closed within 48 hours', 'close', '48 hours', 0.95);

CREATE TABLE voc_data.loop_state (
    code text NOT NULL,
    position integer NOT NULL,
    title text NOT NULL,
    is_open boolean NOT NULL,
    CONSTRAINT loop_state_pkey PRIMARY KEY (code)
);

COMMENT ON TABLE voc_data.loop_state IS 'The states of a loop, for titles and joins. The machine itself is in the library: other states are of no use.';
COMMENT ON COLUMN voc_data.loop_state.code IS 'Name of the state.';
COMMENT ON COLUMN voc_data.loop_state.position IS 'Order along the way.';
COMMENT ON COLUMN voc_data.loop_state.title IS 'What it means.';
COMMENT ON COLUMN voc_data.loop_state.is_open IS 'Whether somebody still has to do something.';

INSERT INTO voc_data.loop_state (code, position, title, is_open)
VALUES ('open', 1, 'Open: nobody has taken it yet', true),
       ('acknowledged', 2, 'Acknowledged: someone has taken it', true),
       ('acting', 3, 'Acting: the customer is being answered', true),
       ('waiting', 4, 'Waiting: the ball is with the customer', true),
       ('resolved', 5, 'Resolved: done, to be verified with the customer', true),
       ('closed', 6, 'Closed: verified', false),
       ('reopened', 7, 'Reopened: the customer is not content', true),
       ('dismissed', 8, 'Dismissed: no follow-up needed', false);

CREATE TABLE voc_data.loop (
    id bigint GENERATED ALWAYS AS IDENTITY,
    signal_id bigint NOT NULL,
    customer text,
    kind text NOT NULL,
    severity text NOT NULL,
    rule_id bigint,
    reason text NOT NULL,
    team text NOT NULL,
    owner text,
    state text NOT NULL DEFAULT 'open',
    state_since timestamptz NOT NULL DEFAULT now(),
    level smallint NOT NULL DEFAULT 1,
    occurred_at timestamptz NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now(),
    acknowledge_due timestamptz,
    act_due timestamptz,
    close_due timestamptz,
    acknowledged_at timestamptz,
    acted_at timestamptz,
    resolved_at timestamptz,
    closed_at timestamptz,
    contact_mode text,
    resolution text,
    root_cause text,
    outcome text,
    evidence text,
    dismiss_reason text,
    next_contact_at timestamptz,
    goodwill numeric(12,2),
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT loop_pkey PRIMARY KEY (id),
    CONSTRAINT loop_signal_id_fkey FOREIGN KEY (signal_id) REFERENCES voc_data.signal (id),
    CONSTRAINT loop_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES voc_data.rule (id),
    CONSTRAINT loop_team_fkey FOREIGN KEY (team) REFERENCES voc_data.team (code) ON UPDATE CASCADE,
    CONSTRAINT loop_state_fkey FOREIGN KEY (state) REFERENCES voc_data.loop_state (code),
    CONSTRAINT loop_kind_check CHECK (kind IN ('recover', 'grow', 'thank')),
    CONSTRAINT loop_severity_check CHECK (severity IN ('critical', 'high', 'normal')),
    CONSTRAINT loop_level_check CHECK (level BETWEEN 1 AND 9),
    CONSTRAINT loop_outcome_check CHECK (outcome IN ('saved', 'not_saved', 'no_reply', 'not_needed')),
    CONSTRAINT loop_next_contact_check CHECK (isfinite(next_contact_at)),
    CONSTRAINT loop_goodwill_check CHECK (goodwill >= 0 AND goodwill <> 'NaN')
)
WITH (fillfactor = 80);

CREATE UNIQUE INDEX loop_customer_open_key ON voc_data.loop (customer, kind) WHERE state NOT IN ('closed', 'dismissed');
CREATE INDEX loop_signal_id_idx ON voc_data.loop (signal_id);
CREATE INDEX loop_customer_idx ON voc_data.loop (customer, occurred_at) WHERE customer IS NOT NULL;
CREATE INDEX loop_open_idx ON voc_data.loop (team, close_due) WHERE state NOT IN ('closed', 'dismissed');

COMMENT ON TABLE voc_data.loop IS 'The one-to-one follow-up of a signal. Opened by capture, moved by UPDATE of state; what may follow on what, and what each step needs, is guarded, and an illegal step is told the legal ones.';
COMMENT ON COLUMN voc_data.loop.id IS 'Number of the loop.';
COMMENT ON COLUMN voc_data.loop.signal_id IS 'The signal that opened it; those that joined it are in voc_data.loop_signal.';
COMMENT ON COLUMN voc_data.loop.customer IS 'The customer; has at most one open loop of a kind.';
COMMENT ON COLUMN voc_data.loop.kind IS 'recover, grow or thank.';
COMMENT ON COLUMN voc_data.loop.severity IS 'critical, high or normal.';
COMMENT ON COLUMN voc_data.loop.rule_id IS 'The rule that opened it.';
COMMENT ON COLUMN voc_data.loop.reason IS 'Why it was opened, in words.';
COMMENT ON COLUMN voc_data.loop.team IS 'Team that has it.';
COMMENT ON COLUMN voc_data.loop.owner IS 'Person who has it; needed from acknowledged on.';
COMMENT ON COLUMN voc_data.loop.state IS 'open, acknowledged, acting, waiting, resolved, closed, reopened or dismissed.';
COMMENT ON COLUMN voc_data.loop.state_since IS 'Since when. Set by the guard; an UPDATE that moves the state may give the time of a step that is entered later, later than the last step and not in the future.';
COMMENT ON COLUMN voc_data.loop.level IS '1, or more after escalation.';
COMMENT ON COLUMN voc_data.loop.occurred_at IS 'When the customer spoke: where all clocks start.';
COMMENT ON COLUMN voc_data.loop.opened_at IS 'When the loop was opened.';
COMMENT ON COLUMN voc_data.loop.acknowledge_due IS 'When somebody must have taken it.';
COMMENT ON COLUMN voc_data.loop.act_due IS 'When the customer must have been answered.';
COMMENT ON COLUMN voc_data.loop.close_due IS 'When it must be closed.';
COMMENT ON COLUMN voc_data.loop.acknowledged_at IS 'When it was first acknowledged.';
COMMENT ON COLUMN voc_data.loop.acted_at IS 'When acting first began.';
COMMENT ON COLUMN voc_data.loop.resolved_at IS 'When it was last resolved.';
COMMENT ON COLUMN voc_data.loop.closed_at IS 'When it was closed; NULL while it is not.';
COMMENT ON COLUMN voc_data.loop.contact_mode IS 'How the customer was contacted: phone, e-mail, in person, ...; needed from acting on.';
COMMENT ON COLUMN voc_data.loop.resolution IS 'What was done for the customer; needed to resolve.';
COMMENT ON COLUMN voc_data.loop.root_cause IS 'Why it happened; needed to resolve.';
COMMENT ON COLUMN voc_data.loop.outcome IS 'saved, not_saved, no_reply or not_needed; needed to close.';
COMMENT ON COLUMN voc_data.loop.evidence IS 'What shows that the customer was saved: their own answer or later score; needed for outcome saved.';
COMMENT ON COLUMN voc_data.loop.dismiss_reason IS 'Why no follow-up is needed; needed to dismiss.';
COMMENT ON COLUMN voc_data.loop.next_contact_at IS 'When the customer is to be contacted next, or, in state waiting, until when their answer is waited for. A step to acting, resolved, closed or dismissed clears it unless it sets another.';
COMMENT ON COLUMN voc_data.loop.goodwill IS 'Goodwill granted for this loop in all, in the company''s own currency; NULL: nothing was recorded.';
COMMENT ON COLUMN voc_data.loop.version IS 'Counts changes. An UPDATE that sets it to another value than the row has is refused: someone else was quicker.';

CREATE TABLE voc_data.loop_signal (
    loop_id bigint NOT NULL,
    signal_id bigint NOT NULL,
    CONSTRAINT loop_signal_pkey PRIMARY KEY (loop_id, signal_id),
    CONSTRAINT loop_signal_loop_id_fkey FOREIGN KEY (loop_id) REFERENCES voc_data.loop (id),
    CONSTRAINT loop_signal_signal_id_fkey FOREIGN KEY (signal_id) REFERENCES voc_data.signal (id)
);

CREATE INDEX loop_signal_signal_id_idx ON voc_data.loop_signal (signal_id);

COMMENT ON TABLE voc_data.loop_signal IS 'All signals a loop answers: the one that opened it, and those of the same customer that came while it was open.';
COMMENT ON COLUMN voc_data.loop_signal.loop_id IS 'The loop.';
COMMENT ON COLUMN voc_data.loop_signal.signal_id IS 'The signal.';

CREATE TABLE voc_data.loop_event (
    id bigint GENERATED ALWAYS AS IDENTITY,
    loop_id bigint NOT NULL,
    at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    event text NOT NULL,
    actor text NOT NULL,
    from_state text,
    to_state text,
    detail jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT loop_event_pkey PRIMARY KEY (id),
    CONSTRAINT loop_event_loop_id_fkey FOREIGN KEY (loop_id) REFERENCES voc_data.loop (id),
    CONSTRAINT loop_event_event_check CHECK (event IN ('opened', 'joined', 'state', 'changed', 'escalated', 'note', 'retracted'))
);

CREATE INDEX loop_event_loop_id_idx ON voc_data.loop_event (loop_id, id);

COMMENT ON TABLE voc_data.loop_event IS 'What happened to a loop, and who did it. Written by the library, never changed.';
COMMENT ON COLUMN voc_data.loop_event.id IS 'Number of the event.';
COMMENT ON COLUMN voc_data.loop_event.loop_id IS 'The loop.';
COMMENT ON COLUMN voc_data.loop_event.at IS 'When it happened.';
COMMENT ON COLUMN voc_data.loop_event.recorded_at IS 'When it was entered.';
COMMENT ON COLUMN voc_data.loop_event.event IS 'opened, joined (another signal of the customer), state, escalated (the level was raised), changed (other columns), note or retracted (the source row went away).';
COMMENT ON COLUMN voc_data.loop_event.actor IS 'Setting voc.actor, or else the role.';
COMMENT ON COLUMN voc_data.loop_event.from_state IS 'State before.';
COMMENT ON COLUMN voc_data.loop_event.to_state IS 'State after.';
COMMENT ON COLUMN voc_data.loop_event.detail IS 'Columns that changed, with their new values; the signal that joined or was retracted; or the note.';
