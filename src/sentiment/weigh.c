/*-------------------------------------------------------------------------
 *
 * weigh.c
 *	  What the terms of a clause make of each other, and of the clause.
 *
 * The rules start from VADER's (Hutto and Gilbert 2014, "VADER: A
 * Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text")
 * and add what other languages and what customers need.  Each term's valence
 * is strengthened, weakened or turned round by the words around it; their sum
 * is damped when the clause only asks or supposes, raised by exclamation
 * marks, and squashed to -1 ... +1.
 *
 * IDENTIFICATION
 *	  src/sentiment/weigh.c
 *
 *-------------------------------------------------------------------------
 */
#include "scorer.h"

#include <math.h>
#include <string.h>

/* How far a word reaches, in words. */
#define NEGATION_REACH		5
#define DEGREE_REACH		3
#define WITHOUT_REACH		3
#define TRAILING_REST		2		/* words after a negator that reaches back */
#define EXCESS_REACH		1

/* What it does there. */
#define WITHOUT_NEGATIVE	(-0.65f)	/* "no problems" is good */
#define EXCESS_NEGATIVE		1.3f	/* "too slow" */
#define EXCESS_POSITIVE		0.5f	/* "too sweet" */
#define OTHER_POSITIVE		(-0.5f) /* "it used to be good" */
#define OTHER_NEGATIVE		0.4f	/* "it was bad before" */
#define REMEDIED_NEGATIVE	(-0.1f)	/* "they fixed the fault" */
#define IRONIC_POSITIVE		(-0.5f)
#define EXTREME				2.4f	/* "incredible" */
#define EXTREME_FACTOR		1.2f
#define CLOSING_WORDS		3		/* before thanks that only close a text */
#define CLOSING_COURTESY	0.15f
#define WEIGHT_CLOSING		0.3f
#define CAPS_FACTOR			1.25f
#define ELONGATED_FACTOR	1.15f
#define REPEAT_FACTOR		0.4f	/* of the same emoji once more */

/* What the clause does with the sum. */
#define ASKED_POSITIVE		0.2f	/* "is it any good?" only asks */
#define ASKED_NEGATIVE		0.6f	/* "why is it so bad?" complains */
#define SUPPOSED_POSITIVE	0.2f	/* "would be nice" is a wish */
#define SUPPOSED_NEGATIVE	0.8f
#define HEADED				1.0f	/* listed under "Pros:" or "Cons:" */
#define HEADED_NOTHING		(-1.0f) /* "Cons: none" */
#define EXCLAIM_STEP		0.292f	/* VADER's; at most four count */
#define EXCLAIM_MOST		4
#define SQUASH				15.0f	/* VADER's alpha */

#define WEIGHT_QUESTION		0.5f
#define WEIGHT_SUPPOSED		0.7f

/* The hits of one clause, and which roles are among them. */
typedef struct Clause
{
	Hits	   *hits;
	int			back;			/* the first one that may bear on others */
	int			first;
	int			last;			/* the one after the last */
	uint32_t	roles;			/* 1 << VocRole */
} Clause;

#define HAS(clause, role)	(((clause)->roles >> (role) & 1) != 0)

static const VocToken *
token_of(const Clause *c, int h)
{
	return &c->hits->chunk->tokens[c->hits->of[h].at];
}

static VocRole
role_of(const Clause *c, int h)
{
	return c->hits->of[h].entry.role;
}

/* Does the hit say something of feeling that other words can bear on? */
static bool
feels(const Clause *c, int h)
{
	return role_of(c, h) == VOC_ROLE_VALENCE || role_of(c, h) == VOC_ROLE_REMEDY;
}

/*
 * Can it negate what stands before it?  "Fehler habe ich keine" can, "ohne
 * Nachricht" has a noun of its own; where negation agrees, words like the
 * former are negators.
 */
static bool
negates_back(const Clause *c, int h)
{
	const VocChunk *chunk = c->hits->chunk;
	int			next = c->hits->of[h].at + c->hits->of[h].count;

	if (role_of(c, h) != VOC_ROLE_WITHOUT)
		return role_of(c, h) == VOC_ROLE_NEGATOR;
	return !c->hits->lexicon->concord &&
		(next >= chunk->ntokens ||
		 (chunk->tokens[next].flags & VOC_TOKEN_TITLE) == 0);
}

static bool
is_picture(const VocToken *token)
{
	return token->kind == VOC_TOKEN_EMOJI || token->kind == VOC_TOKEN_EMOTICON;
}

/* --------------------------------------------------------------------
 * One term
 * --------------------------------------------------------------------
 */

/*
 * Does a word carry the negating prefix?  Where negation agrees, "nikdo" and
 * its kind only go along with such a word: "nikdo neodpověděl" says no more
 * than "neodpověděl"; it takes another prefixed word to turn it round, "není
 * nespokojený".
 */
static bool
has_negating_prefix(const Clause *c, int h)
{
	const VocLexicon *lexicon = c->hits->lexicon;
	const VocToken *token = token_of(c, h);

	for (int i = 0; i < lexicon->nprefixes; i++)
	{
		const VocAffix *prefix = &lexicon->prefixes[i];

		if (prefix->factor == 0 && token->norm_len >= prefix->len &&
			memcmp(token->norm, prefix->norm, prefix->len) == 0)
			return true;
	}
	return false;
}

/* Has a phrase a negator of its own ("nobody answers")? */
static bool
has_inner_negator(const Clause *c, int h)
{
	const Hit  *hit = &c->hits->of[h];

	for (int i = 0; hit->count > 1 && i < hit->count; i++)
	{
		const VocToken *token = &c->hits->chunk->tokens[hit->at + i];
		VocEntry	entry;

		if (voc_lexicon_may_have(c->hits->lexicon, token->norm, token->norm_len) &&
			voc_lexicon_word(c->hits->lexicon, token->norm, token->norm_len,
							 &entry) > 0 && entry.role == VOC_ROLE_NEGATOR)
			return true;
	}
	return false;
}

/* What stands before a term and bears on it. */
typedef struct Bearing
{
	float		degree;			/* factor of intensifiers and diminishers */
	int			negators;
	int			without;		/* token of "no", "without"; -1: none */
	bool		cancelled;		/* "not without" */
	bool		excess;			/* "too" */

	/* the term, and how far back we are */
	bool		inner;			/* it has a negator of its own that agrees */
	bool		prefixed;		/* or a prefix */
	bool		felt;			/* a term of feeling stands between */
	bool		opposite;		/* one that praises, and this one blames */
	int			words;			/* between */
} Bearing;

/*
 * A negator before a term.  It does not reach over another one that it negates
 * already to one of the other sign, "not nice and dirty", and "neither nice nor
 * clean" are not two.
 */
static void
add_negator(const Clause *c, int k, Bearing *b)
{
	Hit		   *negator = &c->hits->of[k];

	if (b->opposite || b->inner || (b->felt && b->negators > 0))
		return;
	b->negators += !b->prefixed || has_negating_prefix(c, k);
	negator->used = true;

	/* Where negation agrees, "nejsou žádné vady" has none. */
	if (b->without >= 0 && (!c->hits->lexicon->concord ||
							negator->at + negator->count == b->without))
		b->cancelled = true;
}

static void
add_without(const Clause *c, int k, Bearing *b)
{
	if (b->opposite || b->inner || b->prefixed)
		return;
	if (b->words <= WITHOUT_REACH)
		b->without = c->hits->of[k].at;
	else
		b->negators++;
}

/* An intensifier or diminisher: the further away, the less, VADER's .95, .9. */
static void
add_degree(const Clause *c, int h, int k, Bearing *b)
{
	const VocEntry *entry = &c->hits->of[k].entry;

	if (b->felt || b->words > DEGREE_REACH)
		return;
	b->degree *= 1 + (entry->amount - 1) * (1.05f - 0.05f * (float) b->words);
	c->hits->of[h].rules |= entry->role == VOC_ROLE_INTENSIFIER ?
		VOC_RULE(INTENSIFIED) : VOC_RULE(DIMINISHED);
}

static void
look_back(const Clause *c, int h, Bearing *b)
{
	const Hit  *hits = c->hits->of;
	bool		concord = c->hits->lexicon->concord;
	int			at = hits[h].at;

	memset(b, 0, sizeof(*b));
	b->degree = 1;
	b->without = -1;
	b->inner = concord && has_inner_negator(c, h);
	b->prefixed = concord && !b->inner && has_negating_prefix(c, h);
	for (int k = h - 1; k >= c->back; k--)
	{
		while (at >= hits[k].at + hits[k].count)
			b->words += c->hits->chunk->tokens[--at].kind == VOC_TOKEN_WORD;
		if (b->words > NEGATION_REACH)
			break;
		switch (hits[k].entry.role)
		{
			case VOC_ROLE_NEGATOR:
				add_negator(c, k, b);
				break;
			case VOC_ROLE_WITHOUT:
				add_without(c, k, b);
				break;
			case VOC_ROLE_INTENSIFIER:
			case VOC_ROLE_DIMINISHER:
				add_degree(c, h, k, b);
				break;
			case VOC_ROLE_EXCESS:
				b->excess |= !b->felt && b->words <= EXCESS_REACH;
				break;
			case VOC_ROLE_VALENCE:
			case VOC_ROLE_REMEDY:
				b->felt = true;
				b->opposite |= hits[k].entry.amount > 0 &&
					hits[h].entry.amount < 0;
				break;
			default:
				break;
		}
	}
}

/* How many words there are from token at to the end of its clause. */
static int
words_left(const VocChunk *chunk, int at)
{
	const VocClause *clause = &chunk->clauses[chunk->tokens[at].clause];
	int			words = 0;

	for (; at < clause->first + clause->count; at++)
		words += chunk->tokens[at].kind == VOC_TOKEN_WORD;
	return words;
}

/*
 * The negator behind a term, near the end of the clause, that has nothing
 * else to negate ("gefällt mir nicht", "spokojen nebyl"), or -1.  What turns a
 * bad word round ends the clause: "stört mich nicht", but "Verspätung wurde
 * nicht angesagt".
 */
static int
negator_behind(const Clause *c, int h)
{
	const VocLexicon *lexicon = c->hits->lexicon;
	const VocChunk *chunk = c->hits->chunk;
	const Hit  *hit = &c->hits->of[h];
	int			at = hit->at + hit->count;
	int			end;
	int			words = 0;
	int			negator = -1;

	if (lexicon->trailing == 0)
		return -1;
	for (int k = h + 1; k < c->last; k++)
	{
		if (feels(c, k))
			return -1;
		while (at < c->hits->of[k].at)
			words += chunk->tokens[at++].kind == VOC_TOKEN_WORD;
		if (words >= lexicon->trailing)
			continue;
		if (negates_back(c, k))
			negator = k;
	}
	if (negator < 0 || has_inner_negator(c, h) || has_negating_prefix(c, h))
		return -1;
	end = c->hits->of[negator].at + c->hits->of[negator].count;
	if (end < chunk->ntokens &&
		chunk->tokens[end].clause == chunk->tokens[hit->at].clause &&
		words_left(chunk, end) > (hit->entry.amount > 0 ||
								  role_of(c, negator) == VOC_ROLE_WITHOUT ?
								  TRAILING_REST : 0))
		return -1;
	return negator;
}

static float
negate(Hit *hit, float valence)
{
	hit->rules |= VOC_RULE(NEGATED);
	return valence * (valence > 0 ? VOC_NEGATED_POSITIVE : VOC_NEGATED_NEGATIVE);
}

/* What is not there: a lack of bad things is good. */
static float
lack(Hit *hit, float valence)
{
	hit->rules |= VOC_RULE(LACKING);
	return valence * (valence > 0 ? VOC_NEGATED_POSITIVE : WITHOUT_NEGATIVE);
}

/* The valence of hit h, as the words around it leave it. */
static float
modify(const Clause *c, int h)
{
	Hit		   *hit = &c->hits->of[h];
	float		valence = hit->entry.amount;
	int			behind;
	Bearing		b;

	look_back(c, h, &b);
	valence *= b.degree;
	if (b.excess)
	{
		valence *= valence < 0 ? EXCESS_NEGATIVE : EXCESS_POSITIVE;
		hit->rules |= VOC_RULE(EXCESS);
	}
	if (b.cancelled)
		return valence;			/* "not without faults" has them */
	if (b.without >= 0)
		return lack(hit, valence);
	if (b.negators > 0)
		return c->hits->lexicon->concord || b.negators % 2 == 1 ?
			negate(hit, valence) : valence;
	if ((behind = negator_behind(c, h)) < 0)
		return valence;
	c->hits->of[behind].used = true;
	return role_of(c, behind) == VOC_ROLE_NEGATOR ?
		negate(hit, valence) : lack(hit, valence);
}

/* What the rest of the clause leaves of a valence. */
static float
modify_by_clause(const Clause *c, int h, float valence, bool remedied)
{
	Hit		   *hit = &c->hits->of[h];

	if (hit->entry.role == VOC_ROLE_ASIDE)
		return valence;
	if (remedied && valence < 0 && hit->entry.role != VOC_ROLE_REMEDY)
	{
		hit->rules |= VOC_RULE(REMEDIED);
		return valence * REMEDIED_NEGATIVE;
	}
	if (HAS(c, VOC_ROLE_IRONY) && valence > 0)
	{
		hit->rules |= VOC_RULE(IRONIC);
		return valence * IRONIC_POSITIVE;
	}
	if (HAS(c, VOC_ROLE_OTHER) && (hit->rules & VOC_RULE(NEGATED)) == 0 &&
		hit->entry.role != VOC_ROLE_COURTESY)
	{
		hit->rules |= VOC_RULE(ELSEWHERE);
		return valence * (valence > 0 ? OTHER_POSITIVE : OTHER_NEGATIVE);
	}
	return valence;
}

/* Capitals stress nothing where most is in capitals. */
static bool
is_all_caps(Hits *hits)
{
	const VocChunk *chunk = hits->chunk;
	int			words = 0;
	int			caps = 0;

	if (hits->all_caps >= 0)
		return hits->all_caps;
	for (int i = 0; i < chunk->ntokens; i++)
	{
		if (chunk->tokens[i].kind != VOC_TOKEN_WORD ||
			chunk->tokens[i].char_len < 2)
			continue;
		words++;
		caps += (chunk->tokens[i].flags & VOC_TOKEN_CAPS) != 0;
	}
	hits->all_caps = caps * 2 > words;
	return hits->all_caps;
}

/* The same emoji as right before it? */
static bool
is_repeated(const Clause *c, int h)
{
	const VocToken *token = token_of(c, h);

	return h > c->first && c->hits->of[h - 1].at == c->hits->of[h].at - 1 &&
		token[-1].norm_len == token->norm_len &&
		memcmp(token[-1].norm, token->norm, token->norm_len) == 0;
}

/* The valence of an emoji or emoticon, which no word bears on. */
static float
picture_valence(const Clause *c, int h)
{
	Hit		   *hit = &c->hits->of[h];

	hit->rules |= VOC_RULE(PICTURE);
	if (!is_repeated(c, h))
		return hit->entry.amount;
	hit->rules |= VOC_RULE(REPEATED);
	return hit->entry.amount * REPEAT_FACTOR;
}

/* Capitals and elongation stress a word. */
static float
stress(const Clause *c, int h, float valence)
{
	Hit		   *hit = &c->hits->of[h];
	unsigned	flags = 0;

	for (int i = 0; i < hit->count; i++)
		flags |= token_of(c, h)[i].flags;
	if ((flags & VOC_TOKEN_CAPS) != 0 && !is_all_caps(c->hits))
	{
		valence *= CAPS_FACTOR;
		hit->rules |= VOC_RULE(CAPITALS);
	}
	if ((flags & VOC_TOKEN_ELONGATED) != 0)
	{
		valence *= ELONGATED_FACTOR;
		hit->rules |= VOC_RULE(ELONGATED);
	}
	return valence;
}

/*
 * "Too" and a word that the lexicon does not value is a reproach ("too
 * salty"); with one that it does, it strengthens that.
 */
static bool
is_reproach(const Clause *c, int h)
{
	const Hit  *hit = &c->hits->of[h];
	int			next = hit->at + hit->count;
	const VocChunk *chunk = c->hits->chunk;
	Bearing		b;

	if (next >= chunk->ntokens || chunk->tokens[next].kind != VOC_TOKEN_WORD ||
		chunk->tokens[next].clause != chunk->tokens[hit->at].clause)
		return false;
	if (h + 1 < c->last && c->hits->of[h + 1].at <= next)
		return false;
	look_back(c, h, &b);
	return b.negators == 0 && b.without < 0;
}

/* --------------------------------------------------------------------
 * One clause
 * --------------------------------------------------------------------
 */

/* Whether one of the remedies in the clause did work. */
static bool
is_remedied(const Clause *c)
{
	if (!HAS(c, VOC_ROLE_REMEDY))
		return false;
	for (int h = c->first; h < c->last; h++)
		if (role_of(c, h) == VOC_ROLE_REMEDY && c->hits->of[h].share > 0)
			return true;
	return false;
}

/*
 * A negator with a valence of its own ("still not") has it when there was
 * nothing to negate.
 */
static bool
share_negators(const Clause *c)
{
	bool		scored = false;

	for (int h = c->first; h < c->last; h++)
	{
		Hit		   *hit = &c->hits->of[h];

		if (role_of(c, h) != VOC_ROLE_NEGATOR || hit->used ||
			hit->entry.amount == 0)
			continue;
		hit->share = hit->entry.amount;
		scored = true;
	}
	return scored;
}

/*
 * Extreme praise right before something bad only strengthens that, "incredible
 * rudeness"; the other way round it is as bad as it sounds, "terrible quality".
 */
static void
strengthen_next(const Clause *c)
{
	for (int h = c->first; h + 1 < c->last; h++)
	{
		Hit		   *hit = &c->hits->of[h];
		Hit		   *next = hit + 1;

		if (role_of(c, h) != VOC_ROLE_VALENCE || role_of(c, h + 1) != VOC_ROLE_VALENCE ||
			hit->entry.amount < EXTREME || hit->share <= 0 || next->share >= 0 ||
			hit->at + hit->count != next->at || hit->count > 1 ||
			is_picture(token_of(c, h)) || is_picture(token_of(c, h + 1)))
			continue;
		hit->share = 0;
		next->share *= EXTREME_FACTOR;
		next->rules |= VOC_RULE(INTENSIFIED);
	}
}

/* Give each hit its share of the sum; returns whether any says something. */
static bool
share_out(const Clause *c)
{
	bool		scored = false;
	bool		remedied;

	for (int h = c->first; h < c->last; h++)
	{
		Hit		   *hit = &c->hits->of[h];

		hit->share = 0;
		if (role_of(c, h) == VOC_ROLE_EXCESS && is_reproach(c, h))
		{
			hit->share = hit->entry.amount;
			hit->rules |= VOC_RULE(EXCESS);
			scored = true;
		}
		else if (role_of(c, h) == VOC_ROLE_IRONY)
		{
			hit->share = hit->entry.amount;
			scored |= hit->share != 0;
		}
		else if (role_of(c, h) == VOC_ROLE_ASIDE ||
				 role_of(c, h) == VOC_ROLE_COURTESY)
		{
			hit->share = stress(c, h, hit->entry.amount);
			scored = true;
		}
		else if (feels(c, h))
		{
			hit->share = is_picture(token_of(c, h)) ? picture_valence(c, h) :
				(hit->rules & VOC_RULE(RATING)) != 0 ? hit->entry.amount :
				stress(c, h, modify(c, h));
			scored = true;
		}
	}
	strengthen_next(c);
	if (HAS(c, VOC_ROLE_NEGATOR))
		scored |= share_negators(c);
	if ((c->roles & (1 << VOC_ROLE_REMEDY | 1 << VOC_ROLE_IRONY |
					 1 << VOC_ROLE_OTHER)) == 0)
		return scored;
	remedied = is_remedied(c);
	for (int h = c->first; h < c->last; h++)
		if (c->hits->of[h].share != 0 && !is_picture(token_of(c, h)))
			c->hits->of[h].share = modify_by_clause(c, h, c->hits->of[h].share,
													remedied);
	return scored;
}

/*
 * Thanks in a clause of their own close many a text that asks or complains,
 * and say little there.
 */
static bool
is_closing(const Clause *c, const VocClause *clause)
{
	int			words = 0;

	if (!HAS(c, VOC_ROLE_COURTESY))
		return false;
	for (int h = c->first; h < c->last; h++)
		if (c->hits->of[h].share != 0 && role_of(c, h) != VOC_ROLE_COURTESY)
			return false;
	for (int i = 0; i < clause->first && words < CLOSING_WORDS; i++)
		words += c->hits->chunk->tokens[i].kind == VOC_TOKEN_WORD;
	return c->hits->begun || words >= CLOSING_WORDS;
}

/* Is a negator the bare particle that is a prefix too, "nie", "не"? */
static bool
is_particle(const Clause *c, int h)
{
	const VocLexicon *lexicon = c->hits->lexicon;

	for (int i = 0; i < lexicon->nprefixes; i++)
		if (lexicon->prefixes[i].factor == 0 &&
			voc_lexicon_is_one(&lexicon->prefixes[i], 1, token_of(c, h)))
			return true;
	return false;
}

/*
 * Does the clause say no more than "none", "I found none" or "did not find"?
 * It ends with what negates, or with the verb that a particle negates.
 */
static bool
says_nothing(const Clause *c, const VocClause *clause)
{
	bool		nothing = false;

	for (int h = c->first; h < c->last; h++)
	{
		const Hit  *hit = &c->hits->of[h];
		int			end = hit->at + hit->count;

		if (feels(c, h))
			return false;
		if (role_of(c, h) != VOC_ROLE_NEGATOR && role_of(c, h) != VOC_ROLE_WITHOUT)
			continue;
		nothing |= end >= clause->first + clause->count ||
			words_left(c->hits->chunk, end) <= is_particle(c, h);
	}
	return nothing;
}

static bool
has_words(const Hits *hits, const VocClause *clause)
{
	for (int i = clause->first; i < clause->first + clause->count; i++)
		if (hits->chunk->tokens[i].kind == VOC_TOKEN_WORD)
			return true;
	return false;
}

/* What a heading adds to the sum of a clause under it. */
static float
headed(const Clause *c, const VocClause *clause, float heading)
{
	if (heading == 0 || !has_words(c->hits, clause))
		return 0;
	if (says_nothing(c, clause))
		return heading * HEADED_NOTHING;
	return heading * HEADED;
}

/* The damping of a clause that asks or supposes, for a sum of this sign. */
static float
damping(const Clause *c, const VocClause *clause, float sum,
		VocClauseScore *score)
{
	float		factor = 1;

	if (HAS(c, VOC_ROLE_HYPOTHETICAL))
	{
		factor *= sum > 0 ? SUPPOSED_POSITIVE : SUPPOSED_NEGATIVE;
		score->weight *= WEIGHT_SUPPOSED;
	}
	if (clause->question)
	{
		factor *= sum > 0 ? ASKED_POSITIVE : ASKED_NEGATIVE;
		score->weight *= WEIGHT_QUESTION;
	}
	return factor;
}

void
voc_weigh_clause(Hits *hits, const VocClause *clause, int back, int first,
				 int last, float heading, VocClauseScore *score,
				 Weighing *weighing)
{
	Clause		c = {hits, back, first, last, 0};
	float		sum = 0;
	int			exclaims;

	score->scored = false;
	score->score = 0;
	score->weight = 1;
	memset(weighing, 0, sizeof(*weighing));
	if (first == last && heading == 0)
		return;
	for (int h = first; h < last; h++)
		c.roles |= 1u << hits->of[h].entry.role;
	for (int h = back; h < first; h++)
		c.roles |= 1u << hits->of[h].entry.role & 1u << VOC_ROLE_HYPOTHETICAL;
	score->scored = share_out(&c);
	if (is_closing(&c, clause))
	{
		score->weight *= WEIGHT_CLOSING;
		for (int h = first; h < last; h++)
		{
			hits->of[h].share *= CLOSING_COURTESY;
			hits->of[h].rules |= VOC_RULE(CLOSING);
		}
	}
	for (int h = first; h < last; h++)
		sum += hits->of[h].share;
	if (heading != 0)
	{
		weighing->headed = headed(&c, clause, heading);
		score->scored |= weighing->headed != 0;
	}
	if (!score->scored)
		return;

	weighing->damping = damping(&c, clause, sum, score);
	sum = sum * weighing->damping + weighing->headed;
	exclaims = clause->exclaims < EXCLAIM_MOST ? clause->exclaims : EXCLAIM_MOST;
	if (sum != 0)
		weighing->exclaimed = EXCLAIM_STEP *
			(float) (sum > 0 ? exclaims : -exclaims);
	sum += weighing->exclaimed;
	weighing->unit = 1 / sqrtf(sum * sum + SQUASH);
	score->score = sum * weighing->unit;
}
