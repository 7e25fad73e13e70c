# What R's packages survey and stats (and MASS, which survey calls) give for the
# rakings and samples of test/core/rake_test.c and test/pgtap/weights.sql:
#
#   Rscript test/peer/rake.R > test/peer/rake.tsv
#
# The samples are made by congruences, so that C and SQL make the same ones;
# a line of the output is CASE<tab>CELL OR FIGURE<tab>VALUE.

suppressPackageStartupMessages(library(survey))
options(digits = 17, warn = 2)

out <- function(case, name, value)
	cat(sprintf("%s\t%s\t%.15g\n", case, name, value), sep = "")

# Row i, from 0: categories by (a * i) mod b, of which high remainders are rare.
pick <- function(i, a, b, cuts) findInterval((a * i) %% b, cuts)

n <- 2000
i <- 0:(n - 1)
sample <- data.frame(
	plan = pick(i, 7919, 101, c(56, 86)),			# 0, 1, 2
	region = pick(i, 104729, 97, c(40, 60, 80)),	# 0 ... 3
	age = pick(i, 1299709, 89, c(10, 30, 60, 80)),	# 0 ... 4
	one = 1,
	base = 0.5 + (i %% 7) / 4)

plan <- data.frame(plan = 0:2, Freq = c(0.40, 0.35, 0.25) * n)
region <- data.frame(region = 0:3, Freq = c(0.30, 0.30, 0.20, 0.20) * n)
age <- data.frame(age = 0:4, Freq = c(0.20, 0.20, 0.20, 0.20, 0.20) * n)

# Of the weights: Kish's figures, the ends, and the first rows.
report <- function(case, w) {
	out(case, "mean", mean(w))
	out(case, "effective_n", sum(w)^2 / sum(w^2))
	out(case, "design_effect", length(w) * sum(w^2) / sum(w)^2)
	out(case, "smallest", min(w))
	out(case, "largest", max(w))
	for (k in 1:6)
		out(case, paste("row", k - 1), w[k])
}

raked <- function(weights, margins, populations)
	weights(rake(svydesign(ids = ~1, weights = weights, data = sample), margins, populations,
		control = list(maxit = 500, epsilon = 1e-12)))

report("two margins", raked(~one, list(~plan, ~region), list(plan, region)))
report("three margins", raked(~one, list(~plan, ~region, ~age), list(plan, region, age)))
report("base weights", raked(~base, list(~plan, ~region, ~age), list(plan, region, age)))

# Bounds: truncated raking, for which calibrate() solves Newton's equations.
# Its own function of that kind takes the derivative of cut weights for that of
# others (it compares the logarithm with the bounds less 1) and does not always
# arrive; the weights are the same where it does.
truncated <- make.calfun(
	Fm1 = function(u, bounds) pmin(pmax(exp(u), bounds$lower), bounds$upper) - 1,
	dF = function(u, bounds) ifelse(u < log(bounds$upper) & u > log(bounds$lower), exp(u), 0),
	name = "truncated raking")

# One dimension without its first category, as columns must be independent.
trimmed <- function(weights, low, high, calfun = truncated) {
	design <- svydesign(ids = ~1, weights = weights, data = transform(sample,
		base = base / mean(base), plan = factor(plan), region = factor(region), age = factor(age)))
	population <- c(plan0 = 0.40, plan1 = 0.35, plan2 = 0.25, region1 = 0.30, region2 = 0.20, region3 = 0.20,
		age1 = 0.20, age2 = 0.20, age3 = 0.20, age4 = 0.20) * n
	weights(calibrate(design, ~ plan + region + age - 1, population, calfun = calfun,
		bounds = list(lower = low, upper = high), bounds.const = TRUE, maxit = 500, epsilon = 1e-12))
}

report("trimmed above", trimmed(~one, 0, 2.5))
stopifnot(all.equal(trimmed(~one, 0, 2.5), trimmed(~one, 0, 2.5, "raking"), tolerance = 1e-9))
report("trimmed", trimmed(~one, 0.45, 2.4))
report("trimmed, base weights", trimmed(~base, 0.35, 2.5))

# Samples against populations
fit <- function(case, count, share) {
	t <- suppressWarnings(chisq.test(count, p = share, rescale.p = TRUE))
	out(case, "chi_square", unname(t$statistic))
	out(case, "p", t$p.value)
	out(case, "smallest_expected", min(t$expected))
}

fit("fit of three", c(18, 55, 27), c(0.25, 0.5, 0.25))
fit("fit of five", c(89, 37, 30, 28, 2), c(40, 20, 20, 15, 5))
fit("fit of many", c(520000, 480000, 7), c(52, 48, 0.001))
