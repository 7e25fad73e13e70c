# Tails and critical values that test/core/distribution_test.c expects:
#
#	Rscript test/peer/distribution.R > test/peer/distribution.tsv
#
# A line a value: function, its arguments, value.  The output that is committed
# was made by R 4.2.2.

out <- function(name, f, ...) {
	cases <- rbind(...)
	for (i in seq_len(nrow(cases))) {
		x <- cases[i, ]
		cat(name, sprintf("%.17g", c(x, f(x))), sep = "\t")
		cat("\n")
	}
}

out("normal", function(x) pnorm(x[1], lower.tail = FALSE),
	-8, -1, 0, 0.5, 1.96, 5, 10, 20, 37)

out("student", function(x) 2 * pt(x[1], x[2], lower.tail = FALSE),
	c(0.001, 1), c(1, 1), c(12.7062047, 1), c(1e10, 1), c(1e100, 1),
	c(2.5, 0.3), c(1e50, 0.3), c(0.1, 2.5), c(3, 2.5), c(2.2281389, 10),
	c(0.5, 29.7), c(40, 29.7), c(4, 120), c(35, 1000), c(1.96, 1e5),
	c(30, 1e5), c(1e-6, 1e9), c(1, 1e9), c(1.96, 1e9), c(6, 1e9), c(30, 1e9))

out("critical", function(x) qt((1 - x[1]) / 2, x[2], lower.tail = FALSE),
	c(0.01, 3), c(0.5, 0.8), c(0.8, 1), c(0.95, 1), c(0.999, 1), c(0.9, 2.5),
	c(0.95, 10), c(0.99, 10), c(0.999999, 10), c(0.3, 30), c(0.95, 123.4),
	c(0.99, 1e5), c(0.95, 1e9))

out("chi-square", function(x) pchisq(x[1], x[2], lower.tail = FALSE),
	c(0, 3), c(1e-5, 1), c(3.841458820694124, 1), c(1000, 1), c(1e-10, 0.01),
	c(2, 0.01), c(0.5, 3), c(7, 3), c(9, 10), c(100, 10), c(50, 49.5),
	c(800, 1000), c(1000, 1000), c(3000, 1000), c(1e6, 1e6), c(1.02e6, 1e6),
	c(1e9 - 2e5, 1e9), c(1e9 + 2e5, 1e9), c(1e9 + 1e6, 1e9))

out("poisson", function(x) ppois(x[1] - 1, x[2], lower.tail = FALSE),
	c(0, 3), c(1, 1e-9), c(1, 0.5), c(3, 0.5), c(60, 0.5), c(5, 3), c(2, 3),
	c(1, 3), c(40, 10), c(10, 10), c(90, 100), c(101, 100), c(200, 100),
	c(900, 100), c(9900, 1e4), c(10300, 1e4), c(13000, 1e4), c(1e6, 1e6),
	c(1e6 + 2e4, 1e6), c(1e9 + 1e6, 1e9), c(1e12 - 2e6, 1e12),
	c(1e12 + 2e6, 1e12), c(1e15 - 1e8, 1e15), c(1e15 + 1e8, 1e15))

out("negative binomial",
	function(x) pnbinom(x[1] - 1, mu = x[2], size = x[3], lower.tail = FALSE),
	c(0, 3, 2), c(1, 3, 2), c(5, 3, 2), c(200, 3, 2), c(1, 0.01, 0.5),
	c(4, 0.01, 0.5), c(10, 3, 0.001), c(10, 3, 1e6), c(40, 10, 3.7),
	c(90, 100, 12), c(200, 100, 12), c(900, 100, 12), c(1000, 100, 0.3),
	c(12000, 1e4, 50), c(30000, 1e4, 50), c(1.1e6, 1e6, 100), c(2e6, 1e6, 100),
	c(1e9, 1e8, 5), c(1e12, 1e11, 5), c(1e15, 1e14, 5))

out("binomial",
	function(x) pbinom(x[1] - 1, x[2], x[3], lower.tail = FALSE),
	c(0, 10, 0.3), c(1, 10, 0.3), c(4, 10, 0.3), c(10, 10, 0.3), c(3, 3, 0.1),
	c(1, 1000, 1e-9), c(7, 1000, 0.001), c(480, 1000, 0.5), c(520, 1000, 0.5),
	c(700, 1000, 0.5), c(990, 1000, 0.5), c(1000, 1000, 0.999),
	c(5.01e5, 1e6, 0.5), c(5.2e5, 1e6, 0.5), c(1.2e3, 1e6, 0.001),
	c(5e11 + 1e6, 1e12, 0.5), c(5e14 + 1e8, 1e15, 0.5))
