# test/peer/impact.R: the impact of a topic, and changes of scores, by R.
#
#	Rscript test/peer/impact.R > test/peer/impact.tsv
#
# The figures that test/pgtap/causes.sql and test/pgtap/trend.sql expect, with
# nothing but pnorm(), qnorm(), qt() and p.adjust() of base R.

z95 <- qnorm(0.975)
show <- function(name, ...) {
	cat(paste(c(name, sprintf("%.15g", c(...))), collapse = "\t"), "\n", sep = "")
}

nps <- function(t) 100 * (t[1] - t[3]) / sum(t)

# Adjusted Wald (Rocks 2016): 3/4, 3/2 and 3/4 answers are added
compare <- function(a, b) {
	part <- function(t) {
		t <- t + c(0.75, 1.5, 0.75)
		m <- (t[1] - t[3]) / sum(t)
		c(m, ((t[1] + t[3]) / sum(t) - m^2) / sum(t))
	}
	a <- part(a)
	b <- part(b)
	d <- 100 * (a[1] - b[1])
	se <- 100 * sqrt(a[2] + b[2])
	c(low = d - z95 * se, high = d + z95 * se, p = 2 * pnorm(-abs(d / se)))
}

cat("# what, figures\n")

# A topic: promoters, passives, detractors with it, of these complaining, without
with <- c(4, 6, 10)
complaining <- c(1, 4, 10)
without <- c(40, 24, 16)
d <- compare(with, without)
show("impact, low, high, p", nps(with + without) - nps(without), 0.2 * d[1:2], d[3])
g <- compare(without, complaining)
show("prize, low, high, p, detractors", 0.15 * (nps(without) - nps(complaining)), 0.15 * g[1:2], g[3], 10 - 15 * 16 / 80)

# Days: 60,30,10  45,35,20  60,30,10  10,20,70  12,18,70
days <- rbind(c(60, 30, 10), c(45, 35, 20), c(60, 30, 10), c(10, 20, 70), c(12, 18, 70))
p <- numeric()
for (i in 2:5) {
	d <- compare(days[i, ], days[i - 1, ])
	p[i - 1] <- d[3]
	show(paste0("day ", i, ": change, low, high, p"), nps(days[i, ]) - nps(days[i - 1, ]), d)
}
show("q of days 2 to 5", p.adjust(p, "BH"))

# Satisfied of 20: 12, then 18; scores 5 x 6, 4 x 6, 3 x 3, 1 x 5, then 5 x 10, 4 x 8, 3, 2
wilson <- function(k, n) 100 * prop.test(k, n, correct = FALSE)$conf.int
show("12 of 20, 18 of 20 (Wilson)", wilson(12, 20), wilson(18, 20))
a <- c(rep(5, 6), rep(4, 6), rep(3, 3), rep(1, 5))
b <- c(rep(5, 10), rep(4, 8), 3, 2)
show("mean, low, high (Student)", mean(a), t.test(a)$conf.int, mean(b), t.test(b)$conf.int)

# Agresti and Caffo (2000): one satisfied and one other are added to each
p1 <- 13 / 22
p2 <- 19 / 22
se <- sqrt(p1 * (1 - p1) / 22 + p2 * (1 - p2) / 22)
show("change of the share: low, high, p", 100 * (p2 - p1 - z95 * se), 100 * (p2 - p1 + z95 * se), 2 * pnorm(-(p2 - p1) / se))
