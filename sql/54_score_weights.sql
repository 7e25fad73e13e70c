/* sql/54_score_weights.sql: weights, and samples against the population */
