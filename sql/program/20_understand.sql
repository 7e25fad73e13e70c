/* sql/program/20_understand.sql: the code frame's titles and owners */

CREATE TABLE voc_data.topic (
    code text NOT NULL,
    title text NOT NULL,
    team text,
    CONSTRAINT topic_pkey PRIMARY KEY (code),
    CONSTRAINT topic_team_fkey FOREIGN KEY (team) REFERENCES voc_data.team (code) ON UPDATE CASCADE
);

COMMENT ON TABLE voc_data.topic IS 'What the topics of the code frame are called, and which team owns them.';
COMMENT ON COLUMN voc_data.topic.code IS 'Code, a dotted path: delivery.late is part of delivery.';
COMMENT ON COLUMN voc_data.topic.title IS 'Name for people.';
COMMENT ON COLUMN voc_data.topic.team IS 'Team that owns it; loops go there when the rule names none.';

INSERT INTO voc_data.topic (code, title, team)
VALUES ('delivery.late', 'Late delivery', 'logistics'),
       ('delivery.damaged', 'Damaged, wrong or missing goods', 'logistics'),
       ('product.quality', 'Product quality', 'product'),
       ('price.value', 'Price and value', 'sales'),
       ('billing.error', 'Billing', 'finance'),
       ('network.coverage', 'Signal and speed', 'network'),
       ('app.usability', 'App and e-shop', 'digital'),
       ('support.waiting', 'Waiting for support', 'care'),
       ('staff.attitude', 'Staff', 'stores'),
       ('returns.refund', 'Returns and refunds', 'care'),
       ('checkout.payment', 'Checkout and payment', 'digital'),
       ('store.experience', 'Store', 'stores');
