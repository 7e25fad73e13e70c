/* sql/program/15_population.sql: what is known of the customer base */

CREATE TABLE voc_data.population (
    dimension text NOT NULL,
    category text NOT NULL,
    share double precision NOT NULL,
    note text,
    CONSTRAINT population_pkey PRIMARY KEY (dimension, category),
    CONSTRAINT population_share_check CHECK (share >= 0 AND share < 'infinity')
);

COMMENT ON TABLE voc_data.population IS 'Known shares of the customer base, for voc.weigh_signals() and voc_bi.representativeness. One row: a category of a dimension.';
COMMENT ON COLUMN voc_data.population.dimension IS 'A key of signal.segment, or channel, touchpoint or language for the columns of that name.';
COMMENT ON COLUMN voc_data.population.category IS 'Its value, as text.';
COMMENT ON COLUMN voc_data.population.share IS 'Its share, or the number of customers: only the proportions within a dimension count. 0: no customer is like that.';
COMMENT ON COLUMN voc_data.population.note IS 'Where that is known from.';
