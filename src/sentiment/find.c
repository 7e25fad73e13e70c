/*-------------------------------------------------------------------------
 *
 * find.c
 *	  Which terms of the lexicon a clause has.
 *
 * A word that the lexicon does not know as it stands is tried without a
 * prefix, without elongation, by its parts, and otherwise spelt; a number is
 * tried as a rating.
 *
 * IDENTIFICATION
 *	  src/sentiment/find.c
 *
 *-------------------------------------------------------------------------
 */
#include "scorer.h"

#include <string.h>

#include "../text/scan.h"
#include "../text/utf8.h"

#define REST_LEAST		3		/* letters that a prefix must leave */
#define TAIL_LEAST		5		/* letters of a compound's known last part */
#define RESPELT_MAX		24		/* bytes of a word that is tried respelt */
#define SHARP_S			0xDF
#define COMBINING_DIAERESIS	0x308
#define RATING_VALENCE	3.2f	/* of 5 stars, and of 1 as < 0 */

/* Where a word is sought otherwise than as it stands. */
typedef struct Seeker
{
	const VocLexicon *lexicon;
	const char *text;			/* that the word is of */
	char	   *spelt;			/* where to write what is found, or NULL */
} Seeker;

/*
 * Look up a word, or a part of it, or how it may be spelt; eight bytes can be
 * read from norm.
 */
static bool
look_up(const Seeker *s, const char *norm, size_t len, Hit *hit)
{
	if (!voc_lexicon_may_have(s->lexicon, norm, len) ||
		voc_lexicon_word(s->lexicon, norm, len, &hit->entry) == 0)
		return false;
	if (s->spelt != NULL)
		voc_lexicon_spell_word(s->lexicon, norm, len, s->spelt);
	return true;
}

/* The number of a prefix of which the rest of the word has a valence, or -1. */
static int
match_prefix(const Seeker *s, const VocToken *token, Hit *hit)
{
	const VocLexicon *lexicon = s->lexicon;

	for (int i = 0; i < lexicon->nprefixes; i++)
	{
		const VocAffix *prefix = &lexicon->prefixes[i];
		size_t		len = prefix->len;

		if (token->norm[0] != prefix->norm[0] ||
			token->norm_len < len + REST_LEAST ||
			memcmp(token->norm, prefix->norm, len) != 0)
			continue;
		len += token->norm[len] == '-';
		if (look_up(s, token->norm + len, token->norm_len - len, hit) &&
			hit->entry.role == VOC_ROLE_VALENCE)
			return i;
	}
	return -1;
}

/* "nechutny" where only "chutny" is known, "nejchutnejsi" likewise. */
static bool
find_prefixed(const Seeker *s, const VocToken *token, Hit *hit)
{
	const VocLexicon *lexicon = s->lexicon;
	int			i = match_prefix(s, token, hit);

	if (i < 0)
		return false;
	if (lexicon->prefixes[i].factor != 0)
		hit->entry.amount *= lexicon->prefixes[i].factor;
	else
		hit->entry.amount *= hit->entry.amount > 0 ?
			VOC_NEGATED_POSITIVE : VOC_NEGATED_NEGATIVE;
	hit->rules |= lexicon->prefixes[i].factor != 0 ?
		VOC_RULE(INTENSIFIED) : VOC_RULE(NEGATED);
	return true;
}

/*
 * A word made of parts ("user-friendly", "l'excellent") that is not known as
 * a whole: the last part that has a valence stands for it, or else the first
 * part.
 */
static bool
find_part(const Seeker *s, const VocToken *token, Hit *hit)
{
	size_t		end = token->norm_len;

	hit->rules |= VOC_RULE(PART);
	for (size_t at = token->norm_len; at-- > 0;)
	{
		if (token->norm[at] != '-' && token->norm[at] != '\'')
			continue;
		if (look_up(s, token->norm + at + 1, end - at - 1, hit) &&
			hit->entry.role == VOC_ROLE_VALENCE)
			return true;
		end = at;
	}
	return look_up(s, token->norm, end, hit);
}

/*
 * German writes as one word what others write as two: "Totalausfall" is an
 * "Ausfall".  The longest last part that has a valence stands for it.
 */
static bool
find_compound(const Seeker *s, const VocToken *token, Hit *hit)
{
	hit->rules |= VOC_RULE(PART);
	for (size_t at = REST_LEAST; at + TAIL_LEAST <= token->norm_len; at++)
	{
		if (!look_up(s, token->norm + at, token->norm_len - at, hit))
			continue;
		/* A tail that is a stop says that the word is none of these. */
		if (hit->entry.role == VOC_ROLE_VALENCE ||
			hit->entry.role == VOC_ROLE_STOP)
			return hit->entry.role == VOC_ROLE_VALENCE;
	}
	return false;
}

/*
 * A word typed with an umlaut, which its normal form has lost, may be another
 * than the one without: "schön", "schon".  Such words are in the lexicon as
 * one types them on a keyboard without umlauts, "schoen", and sought first.
 */
static bool
find_umlaut(const Seeker *s, const VocToken *token, Hit *hit)
{
	const unsigned char *p = (const unsigned char *) s->text + token->start;
	const unsigned char *end = p + token->len;
	char		spelt[VOC_NORM_MAX];
	size_t		len = 0;
	bool		umlaut = false;

	while (p < end && len + 2 < sizeof(spelt))
	{
		static const uint16_t umlauts[] = {0xC4, 0xD6, 0xDC, 0xE4, 0xF6, 0xFC};
		uint32_t	cp;
		size_t		n = *p == '&' ? voc_scan_entity(p, end, &cp) : 0;
		int			which = 0;

		p += n > 0 ? n : (size_t) voc_utf8_decode(p, end, &cp);
		while (which < 6 && umlauts[which] != cp)
			which++;
		if (which < 6 || cp == COMBINING_DIAERESIS)
		{
			if (which < 6)
				spelt[len++] = "aou"[which % 3];
			spelt[len++] = 'e';
			umlaut = true;
		}
		else if (cp == SHARP_S)
		{
			spelt[len++] = 's';
			spelt[len++] = 's';
		}
		else if ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z')
			spelt[len++] = (char) (cp | 0x20);
		else
			return false;
	}
	return umlaut && p == end &&
		look_up(s, spelt, len, hit);
}

/* "ae", "oe" and "ue" typed for letters with an umlaut, of which the normal form is the vowel alone. */
static bool
find_digraphs(const Seeker *s, const VocToken *token, Hit *hit)
{
	char		respelt[RESPELT_MAX];
	size_t		len = 0;

	if (token->norm_len > RESPELT_MAX)
		return false;
	for (size_t i = 0; i < token->norm_len; i++)
	{
		char		c = token->norm[i];

		if (c == 'e' && len > 0 && strchr("aou", respelt[len - 1]) != NULL &&
			(i < 2 || token->norm[i - 2] != 'q'))
			continue;
		respelt[len++] = c;
	}
	return len < token->norm_len &&
		look_up(s, respelt, len, hit);
}

/*
 * "goood" reads as "god": a letter that was squeezed may have stood twice.
 */
static bool
find_doubled(const Seeker *s, const VocToken *token, Hit *hit)
{
	char		doubled[RESPELT_MAX + 1];

	if (token->norm_len > RESPELT_MAX)
		return false;
	for (size_t at = 0; at < token->norm_len; at++)
	{
		if ((unsigned char) token->norm[at] >= 0xC0)
			break;
		memcpy(doubled, token->norm, at + 1);
		memcpy(doubled + at + 1, token->norm + at, token->norm_len - at);
		if (look_up(s, doubled, token->norm_len + 1u, hit))
			return true;
	}
	return false;
}

/* A word that the lexicon does not have as it stands. */
static bool
find_otherwise(const Seeker *s, const VocToken *token, Hit *hit)
{
	const VocLexicon *lexicon = s->lexicon;

	hit->otherwise = true;
	if ((token->flags & VOC_TOKEN_ELONGATED) != 0 &&
		find_doubled(s, token, hit))
		return true;
	if (lexicon->nprefixes > 0 && find_prefixed(s, token, hit))
		return true;
	if ((token->flags & VOC_TOKEN_COMPOUND) != 0)
		return find_part(s, token, hit);
	if (!lexicon->compounds)
		return false;
	return find_digraphs(s, token, hit) ||
		find_compound(s, token, hit);
}

/* Is it any use to try? */
#define MAY_BE_OTHERWISE	(VOC_TOKEN_ELONGATED | VOC_TOKEN_COMPOUND)

static inline bool
may_be_otherwise(const VocLexicon *lexicon, const VocToken *token)
{
	return lexicon->compounds || (token->flags & MAY_BE_OTHERWISE) != 0 ||
		(lexicon->prefix_letters & voc_letter_bit(token->norm[0])) != 0;
}

/* --------------------------------------------------------------------
 * Ratings
 * --------------------------------------------------------------------
 */

/* A number of a token's digits from *at on, with one decimal sign; -1: none. */
static float
parse_number(const VocToken *token, size_t *at)
{
	float		number = 0;
	float		place = 1;
	size_t		digits = 0;
	bool		decimals = false;

	for (; *at < token->norm_len && digits < 5; (*at)++)
	{
		char		c = token->norm[*at];

		if (c >= '0' && c <= '9')
		{
			number = number * 10 + (float) (c - '0');
			place *= decimals ? 10 : 1;
			digits++;
		}
		else if ((c == '.' || c == ',') && !decimals && digits > 0)
			decimals = true;
		else
			break;
	}
	return digits > 0 ? number / place : -1;
}

/* The whole token as a number, or -1. */
static float
number_of(const VocToken *token)
{
	size_t		at = 0;
	float		number = parse_number(token, &at);

	return at == token->norm_len ? number : -1;
}

static bool
is_scale(float most)
{
	return most == 5 || most == 6 || most == 10 || most == 100;
}

/* A rating of number out of most, as a valence. */
static bool
set_rating(float number, float most, int count, Hit *hit)
{
	float		least = most <= 6 ? 1 : 0;

	if (number < 0 || number > most)
		return false;
	if (number < least)
		number = least;
	hit->entry.role = VOC_ROLE_VALENCE;
	hit->entry.amount = RATING_VALENCE *
		(2 * (number - least) / (most - least) - 1);
	hit->count = (uint16_t) count;
	hit->rules |= VOC_RULE(RATING);
	return true;
}

/* "5/5" in one token. */
static bool
find_fraction(const Hits *hits, const VocToken *token, float number,
			  size_t slash, Hit *hit)
{
	float		most;

	if (token->norm[slash++] != '/')
		return false;
	most = parse_number(token, &slash);
	if (slash < token->norm_len ||
		!((is_scale(most) && most != 6) ||
		  (most > 0 && most == hits->lexicon->marks)))
		return false;
	return set_rating(number, most, 1, hit);
}

/* The tokens of a unit, "stars", from at on, and its most; or 0. */
static int
match_unit(const Hits *hits, int at, int end, float *most)
{
	VocEntry	entry;
	int			n;

	if (at >= end || hits->chunk->tokens[at].kind != VOC_TOKEN_WORD)
		return 0;
	n = voc_lexicon_match(hits->lexicon, &hits->chunk->tokens[at], end - at, &entry);
	if (n == 0 || entry.role != VOC_ROLE_RATING)
		return 0;
	*most = entry.amount;
	return n;
}

/* How many tokens say "of" or "out of" from at on; a slash does too. */
static int
match_of(const Hits *hits, int at, int end)
{
	const VocLexicon *lexicon = hits->lexicon;
	const VocToken *token = &hits->chunk->tokens[at];
	int			n = 0;

	if (at < end && token->kind == VOC_TOKEN_MARK)
		return token->norm[0] == '/';
	while (n < 2 && at + n < end && token[n].kind == VOC_TOKEN_WORD &&
		   voc_lexicon_is_one(lexicon->ofs, lexicon->nofs, &token[n]))
		n++;
	return n;
}

/*
 * "5/5", "10 / 10", "10 z 10", "1 out of 5 stars" or "4 stars", from token at,
 * before end.
 */
static bool
find_rating(const Hits *hits, int at, int end, Hit *hit)
{
	const VocLexicon *lexicon = hits->lexicon;
	const VocToken *tokens = hits->chunk->tokens;
	size_t		digits = 0;
	float		number = parse_number(&tokens[at], &digits);
	float		most;
	float		unit;
	int			next;
	int			n;

	/* "-10/10" is no praise. */
	if (number < 0 || (at > 0 && tokens[at - 1].kind == VOC_TOKEN_MARK &&
					   tokens[at - 1].norm[0] == '-' &&
					   tokens[at - 1].start + 1 == tokens[at].start))
		return false;
	if (digits < tokens[at].norm_len)
		return find_fraction(hits, &tokens[at], number, digits, hit);
	if ((n = match_unit(hits, at + 1, end, &most)) > 0)
		return set_rating(number, most, n + 1, hit);
	if ((n = match_of(hits, at + 1, end)) == 0)
		return false;
	next = at + 1 + n;
	if (next >= end || tokens[next].kind != VOC_TOKEN_NUMBER ||
		!is_scale(most = number_of(&tokens[next])))
		return false;
	next++;
	next += match_unit(hits, next, end, &unit);

	/* "2 of 5 parcels" is none. */
	if (next < end && tokens[next].kind == VOC_TOKEN_WORD &&
		tokens[next - 1].kind == VOC_TOKEN_NUMBER &&
		!voc_lexicon_is_one(lexicon->fors, lexicon->nfors, &tokens[next]))
		return false;
	return set_rating(number, most, next - at, hit);
}

#define STAR		"\xE2\x98\x85"
#define STAR_EMOJI	"\xE2\xAD\x90"
#define NO_STAR		"\xE2\x98\x86"

static bool
is_sign(const VocToken *token, const char *sign)
{
	return token->norm_len == 3 && memcmp(token->norm, sign, 3) == 0;
}

/*
 * Stars as signs, of which those that are missing may be drawn too.  One star
 * that is alone may be meant otherwise.
 */
static bool
find_stars(const Hits *hits, int at, int end, Hit *hit)
{
	const VocToken *tokens = hits->chunk->tokens;
	int			stars = 0;
	int			drawn;
	int			next = at;

	while (next < end && (is_sign(&tokens[next], STAR) ||
						  is_sign(&tokens[next], STAR_EMOJI)))
		stars += tokens[next++].run;
	drawn = stars;
	while (next < end && is_sign(&tokens[next], NO_STAR))
		drawn += tokens[next++].run;
	if (stars == 0 || drawn < 2 || drawn > 10)
		return false;
	hit->at = (uint16_t) at;
	hit->lexicon = (uint8_t) (hits->lexicon - voc_lexicons);
	hit->rules = 0;
	hit->otherwise = hit->used = false;
	return set_rating((float) stars, drawn <= 5 ? 5 : 10, next - at, hit);
}

/* --------------------------------------------------------------------
 * Clauses
 * --------------------------------------------------------------------
 */

#define CANDIDATES		64		/* tokens that are looked at at a time */

/* Bits of tokens. */
typedef struct Candidates
{
	uint64_t	all;			/* worth looking at */
	uint64_t	begin;			/* a term may begin with them */
} Candidates;

/*
 * The term that starts with token i and ends before token end, in the lexicon.
 */
static bool
find_known(const Hits *hits, int i, int end, Hit *hit)
{
	const VocToken *token = &hits->chunk->tokens[i];
	int			n = voc_lexicon_match(hits->lexicon, token, end - i, &hit->entry);

	hit->rules = 0;
	hit->count = (uint16_t) (n > 0 ? n : 1);
	return n > 0;
}

/*
 * Look for a term of the user's own.  Of the user's words and the lexicon's
 * the longer wins, and of equal ones the user's.
 */
static bool
find_own(const Hits *hits, int i, int end, Hit *hit, bool found)
{
	const VocToken *token = &hits->chunk->tokens[i];
	Seeker		seeker = {hits->own, hits->text, NULL};
	Hit			own = {.count = 1};
	int			n = voc_lexicon_match(hits->own, token, end - i, &own.entry);

	if (n > 0)
		own.count = (uint16_t) n;
	else if (token->kind != VOC_TOKEN_WORD ||
			 !may_be_otherwise(hits->own, token) ||
			 !find_otherwise(&seeker, token, &own))
		return found;
	if (found && own.count < hit->count)
		return true;
	*hit = own;
	hit->rules |= VOC_RULE(OWN);
	return true;
}

/*
 * The term that starts with token i and ends before token end; begins is what
 * the filter says.
 */
static bool
find_term(const Hits *hits, int i, int end, bool begins, Hit *hit)
{
	const VocToken *token = &hits->chunk->tokens[i];
	Seeker		seeker = {hits->lexicon, hits->text, NULL};
	bool		found = false;

	hit->otherwise = false;
	hit->rules = 0;
	hit->count = 1;
	if (begins)
		found = find_known(hits, i, end, hit);
	if (hits->lexicon->compounds && (token->flags & VOC_TOKEN_ACCENTED) != 0 &&
		(!found || hit->count == 1))
		found |= hit->otherwise = find_umlaut(&seeker, token, hit);
	if (!found)
	{
		hit->rules = 0;
		hit->count = 1;
		if (token->kind == VOC_TOKEN_WORD)
			found = may_be_otherwise(hits->lexicon, token) &&
				find_otherwise(&seeker, token, hit);
		else if (token->kind == VOC_TOKEN_NUMBER)
			found = find_rating(hits, i, end, hit);
	}
	if (hits->own != NULL)
		found = find_own(hits, i, end, hit, found);
	hit->at = (uint16_t) i;
	hit->lexicon = (uint8_t) (hits->lexicon - voc_lexicons);
	hit->used = false;
	return found;
}

/*
 * Tell which of the tokens from first to before last, in a clause that ends
 * before token end, are worth looking at, for most are words that nothing is to
 * be said of; and which of these may begin a term, as the filter says.  There is
 * no branch, for it would be foretold wrongly at every other word.
 */
static void
find_candidates(const Hits *hits, int first, int last, int end,
				Candidates *candidates)
{
	const VocLexicon *lexicon = hits->lexicon;
	const VocFilter *filter = lexicon->filter;
	const VocToken *token = &hits->chunk->tokens[first];
	uint64_t	letters = lexicon->compounds || hits->own != NULL ?
		~UINT64_C(0) : lexicon->prefix_letters;
	uint64_t	word = voc_norm_eight(token->norm);

	candidates->all = candidates->begin = 0;
	for (int i = first; i < last; i++, token++)
	{
		/* any token will do behind the last one */
		uint64_t	next = voc_norm_eight(token[i + 1 < end].norm);
		uint64_t	begins = voc_filter_may_begin(filter, word, next) & 1;
		uint64_t	wanted = begins | letters >> (word & 63) |
			((token->flags & MAY_BE_OTHERWISE) != 0);

		/* numbers and pictures always are, marks and links never, but stars */
		wanted = (wanted & (token->kind == VOC_TOKEN_WORD)) |
			((unsigned) token->kind - VOC_TOKEN_NUMBER < VOC_TOKEN_MARK - VOC_TOKEN_NUMBER) |
			((word & 0xFF) == (unsigned char) STAR[0]);
		candidates->begin |= begins << (i - first);
		candidates->all |= wanted << (i - first);
		word = next;
	}
}

/* The term that starts with a token that is worth looking at. */
static bool
find_candidate(const Hits *hits, int i, int end, bool begins, Hit *hit)
{
	const VocToken *token = &hits->chunk->tokens[i];

	if (token->norm[0] == STAR[0] && token->norm_len == 3 &&
		find_stars(hits, i, end, hit))
		return true;
	return token->kind != VOC_TOKEN_MARK && token->kind != VOC_TOKEN_LINK &&
		find_term(hits, i, end, begins, hit);
}

void
voc_find_terms(Hits *hits, const VocClause *clause)
{
	int			end = clause->first + clause->count;
	int			next = clause->first;	/* those before it are in a term */

	for (int first = next; first < end; first += CANDIDATES)
	{
		Candidates	candidates;

		find_candidates(hits, first,
						end - first < CANDIDATES ? end : first + CANDIDATES,
						end, &candidates);
		for (; candidates.all != 0; candidates.all &= candidates.all - 1)
		{
			int			n = __builtin_ctzll(candidates.all);
			Hit		   *hit = &hits->of[hits->count];

			if (first + n < next ||
				!find_candidate(hits, first + n, end,
								candidates.begin >> n & 1, hit))
				continue;
			hits->count++;
			next = first + n + hit->count;
		}
	}
}

bool
voc_spell_term(const Hits *hits, const Hit *hit, char *spelt)
{
	const VocLexicon *lexicon = (hit->rules & VOC_RULE(OWN)) != 0 ?
		hits->own : hits->lexicon;
	const VocToken *token = &hits->chunk->tokens[hit->at];
	Seeker		seeker = {lexicon, hits->text, spelt};
	Hit			scrap = *hit;

	if (!hit->otherwise)
		return voc_lexicon_spell(lexicon, token, hit->count, spelt);
	return (lexicon->compounds && find_umlaut(&seeker, token, &scrap)) ||
		find_otherwise(&seeker, token, &scrap);
}
