# p values adjusted for many tests, that test/core/surge_test.c expects:
#
#	Rscript test/peer/adjust.R > test/peer/adjust.tsv
#
# A line a set of tests: p values separated by blanks, then the adjusted ones.
# The output that is committed was made by R 4.2.2.

set <- function(...) {
	p <- c(...)
	q <- p.adjust(p, method = "BH")
	cat(paste(sprintf("%.17g", p), collapse = " "),
		paste(sprintf("%.17g", q), collapse = " "), sep = "\t")
	cat("\n")
}

set(0.03)
set(1)
set(0)
set(0, 1)
set(0.01, 0.02, 0.03, 0.04, 0.05)
set(0.05, 0.04, 0.03, 0.02, 0.01)
set(0.2, 0.2, 0.2, 0.2)
set(0.5, 0.01, 0.5, 0.01, 0.9, 0.01)
set(0, 0, 1, 1, 0.5)
set(1e-300, 1e-20, 0.3, 1)
# The 15 p values of Benjamini and Hochberg (1995), section 3
set(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459,
	0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000)
set((1:40 * 17 %% 41 / 41)^3)
