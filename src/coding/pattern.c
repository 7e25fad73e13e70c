/*-------------------------------------------------------------------------
 *
 * pattern.c
 *	  The parser of the pattern language.
 *
 * A plain recursive descent over the bytes of the pattern.  It fills a tree
 * of fixed size, so it needs no memory of its own, and every refusal says at
 * which byte and what to write instead.
 *
 * IDENTIFICATION
 *	  src/coding/pattern.c
 *
 *-------------------------------------------------------------------------
 */
#include "pattern.h"

#include <string.h>

#include "../text/utf8.h"

typedef struct PatternParser
{
	const char *text;
	int			len;
	int			at;				/* next byte */
	int			depth;			/* groups that are open */
	VocChunk   *chunk;
	VocPatternTree *tree;
	VocPatternError *error;
} PatternParser;

static int	parse_item(PatternParser *p, int gap, int *longest);

static int
refuse(PatternParser *p, int position, const char *message, const char *hint)
{
	p->error->message = message;
	p->error->hint = hint;
	p->error->position = position;
	return VOC_ITEM_NONE;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
ends_word(char c)
{
	return is_space(c) || (c != '\0' && strchr("()|~!*&", c) != NULL);
}

static void
skip_spaces(PatternParser *p)
{
	while (p->at < p->len && is_space(p->text[p->at]))
		p->at++;
}

static bool
next_is(const PatternParser *p, char c)
{
	return p->at < p->len && p->text[p->at] == c;
}

static int
new_item(PatternParser *p, VocItemKind kind, int gap)
{
	VocPatternItem *item;

	if (p->tree->nitems == VOC_PATTERN_MAX_ITEMS)
		return refuse(p, p->at, "pattern has more than 200 parts",
					  "Write it as several patterns.");
	item = &p->tree->items[p->tree->nitems];
	memset(item, 0, sizeof(*item));
	item->kind = kind;
	item->gap = gap;
	item->inside = VOC_ITEM_NONE;
	item->next = VOC_ITEM_NONE;
	return p->tree->nitems++;
}

/*
 * Keep the normal form of the word that is len bytes from start.
 */
static bool
keep_word(PatternParser *p, VocPatternItem *item, int start, int len)
{
	VocReader	reader;
	const VocToken *token = &p->chunk->tokens[0];

	if (len > VOC_NORM_MAX)
	{
		refuse(p, start, "word is longer than 64 bytes",
			   "Shorten it to a stem, as in \"deliver*\".");
		return false;
	}
	voc_reader_init(&reader, p->text + start, len, NULL);
	if (!voc_reader_next(&reader, p->chunk) || p->chunk->ntokens != 1 ||
		token->kind == VOC_TOKEN_MARK || token->kind == VOC_TOKEN_LINK ||
		token->norm_len == 0 || token->len != (uint32_t) len)
	{
		refuse(p, start, "this is not one word",
			   "A word is made of letters or digits, with hyphens and "
			   "apostrophes only inside it; put a space between two words.");
		return false;
	}
	item->text = p->tree->text_len;
	item->text_len = token->norm_len;
	memcpy(p->tree->text + p->tree->text_len, token->norm, token->norm_len);
	p->tree->text_len += token->norm_len;
	return true;
}

static int
parse_word(PatternParser *p, int gap, int *longest)
{
	int			start = p->at;
	int			len;
	int			item;

	while (p->at < p->len && !ends_word(p->text[p->at]))
		p->at++;
	len = p->at - start;
	if (len == 0)
		return refuse(p, start, "a word is missing before \"*\"",
					  "A stem is a word's first letters with * after them, "
					  "as in \"deliver*\".");
	item = new_item(p, VOC_ITEM_WORD, gap);
	if (item == VOC_ITEM_NONE ||
		!keep_word(p, &p->tree->items[item], start, len))
		return VOC_ITEM_NONE;
	if (next_is(p, '*'))
	{
		if (voc_utf8_count(p->text + start, len) < 2)
			return refuse(p, start, "stem is shorter than 2 characters",
						  "Give more of the word before the *, "
						  "or it matches nearly everything.");
		p->tree->items[item].kind = VOC_ITEM_STEM;
		p->at++;
		if (p->at < p->len && (next_is(p, '*') || !ends_word(p->text[p->at])))
			return refuse(p, p->at, "\"*\" is not at the end of a word",
						  "Only the end of a word can be left open; put a "
						  "space after the * if a new word starts.");
	}
	*longest = 1;
	return item;
}

/*
 * Parse "~N" and give N, or -1.
 */
static int
parse_gap(PatternParser *p)
{
	int			start = p->at++;
	int			gap = 0;

	while (p->at < p->len && p->text[p->at] >= '0' && p->text[p->at] <= '9')
	{
		if (gap <= VOC_PATTERN_MAX_GAP)
			gap = gap * 10 + (p->text[p->at] - '0');
		p->at++;
	}
	if (gap < 1 || gap > VOC_PATTERN_MAX_GAP)
		return refuse(p, start, "gap is not a number from 1 to 9",
					  "Write how many words may stand between, as in "
					  "\"late ~3 deliver*\".");
	return gap;
}

static bool
add_condition(PatternParser *p, int position, int first, bool required,
			  bool text)
{
	VocPatternTree *tree = p->tree;
	VocPatternCondition *condition;

	if (tree->nconditions == VOC_PATTERN_MAX_CONDITIONS)
	{
		refuse(p, position, "pattern has more than 16 conditions",
			   "Put what is excluded in one pair of parentheses, as in "
			   "\"!(not|never)\".");
		return false;
	}
	condition = &tree->conditions[tree->nconditions++];
	condition->first = first;
	condition->required = required;
	condition->text = text;
	return true;
}

/*
 * Parse "!c" or "!!c", which hold for the whole pattern wherever they stand.
 */
static bool
parse_exclusion(PatternParser *p)
{
	int			start = p->at++;
	bool		text = next_is(p, '!');
	int			longest;
	int			item;

	p->at += text;
	if (p->depth > 0)
	{
		refuse(p, start, "exclusion inside alternatives",
			   "Write it outside the parentheses; "
			   "it holds for the whole pattern.");
		return false;
	}
	if (p->at == p->len || is_space(p->text[p->at]))
	{
		refuse(p, start, "a word is missing after \"!\"",
			   "Write the excluded word right after it, as in \"!not\".");
		return false;
	}
	item = parse_item(p, 0, &longest);
	return item != VOC_ITEM_NONE &&
		add_condition(p, start, item, false, text);
}

/*
 * Parse items up to the end of the pattern, or of the branch when in a group;
 * *longest is how many words it can have.
 */
static int
parse_sequence(PatternParser *p, int *longest)
{
	int			first = VOC_ITEM_NONE;
	int			last = VOC_ITEM_NONE;
	int			gap = 0;
	int			gap_at = 0;

	*longest = 0;
	for (skip_spaces(p); p->at < p->len; skip_spaces(p))
	{
		int			start = p->at;
		int			more;
		int			item;

		if (p->depth > 0 && (next_is(p, '|') || next_is(p, ')')))
			break;
		if (p->depth == 0 && next_is(p, '&'))
			break;
		if (next_is(p, '!'))
		{
			if (!parse_exclusion(p))
				return VOC_ITEM_NONE;
			continue;
		}
		if (next_is(p, '~'))
		{
			if (first == VOC_ITEM_NONE || gap > 0)
				return refuse(p, start, "gap does not follow a word",
							  "A gap stands between two words.");
			gap_at = start;
			gap = parse_gap(p);
			if (gap < 0)
				return VOC_ITEM_NONE;
			continue;
		}
		item = parse_item(p, gap, &more);
		if (item == VOC_ITEM_NONE)
			return VOC_ITEM_NONE;
		*longest += more;
		if (*longest > VOC_PATTERN_MAX_WORDS)
			return refuse(p, start, "pattern has more than 12 words in a row",
						  "Keep the words that tell, with gaps between them.");
		if (last == VOC_ITEM_NONE)
			first = item;
		else
			p->tree->items[last].next = item;
		last = item;
		gap = 0;
	}
	if (gap > 0)
		return refuse(p, gap_at, "no word after the gap",
					  "A gap stands between two words.");
	if (first == VOC_ITEM_NONE && p->depth > 0)
		return refuse(p, p->at, "alternative is empty",
					  "Write words on both sides of the |.");
	return first;
}

static int
parse_branch(PatternParser *p, int *longest)
{
	int			branch = new_item(p, VOC_ITEM_BRANCH, 0);
	int			inside;
	int			words;

	if (branch == VOC_ITEM_NONE)
		return VOC_ITEM_NONE;
	inside = parse_sequence(p, &words);
	if (inside == VOC_ITEM_NONE)
		return VOC_ITEM_NONE;
	p->tree->items[branch].inside = inside;
	if (words > *longest)
		*longest = words;
	return branch;
}

static int
parse_group(PatternParser *p, int gap, int *longest)
{
	int			start = p->at;
	int			group;
	int			last = VOC_ITEM_NONE;
	int			nbranches = 0;

	if (p->depth == VOC_PATTERN_MAX_DEPTH)
		return refuse(p, start, "parentheses are nested more than 3 deep",
					  "Write it as several patterns.");
	group = new_item(p, VOC_ITEM_GROUP, gap);
	if (group == VOC_ITEM_NONE)
		return VOC_ITEM_NONE;
	p->depth++;
	*longest = 0;
	do
	{
		int			branch;

		p->at++;				/* the ( or | */
		if (++nbranches > VOC_PATTERN_MAX_BRANCHES)
			return refuse(p, p->at, "more than 64 alternatives",
						  "Write it as several patterns.");
		branch = parse_branch(p, longest);
		if (branch == VOC_ITEM_NONE)
			return VOC_ITEM_NONE;
		if (last == VOC_ITEM_NONE)
			p->tree->items[group].inside = branch;
		else
			p->tree->items[last].next = branch;
		last = branch;
	} while (next_is(p, '|'));
	if (!next_is(p, ')'))
		return refuse(p, start, "\"(\" without \")\"",
					  "Close the alternatives, as in \"(late|delayed)\".");
	p->at++;
	p->depth--;
	return group;
}

static int
parse_item(PatternParser *p, int gap, int *longest)
{
	switch (p->text[p->at])
	{
		case '(':
			return parse_group(p, gap, longest);
		case ')':
			return refuse(p, p->at, "\")\" without \"(\"",
						  "Open the alternatives, as in \"(late|delayed)\".");
		case '|':
			return refuse(p, p->at, "\"|\" outside parentheses",
						  "Put alternatives in parentheses, "
						  "as in \"(late|delayed)\".");
		case '&':
			return refuse(p, p->at, "\"&\" inside alternatives",
						  "Write it outside the parentheses, "
						  "or write several patterns.");
		case '!':
		case '~':
			return refuse(p, p->at, "a word is missing after \"!\"",
						  "Write the excluded word right after it, "
						  "as in \"!not\".");
		default:
			return parse_word(p, gap, longest);
	}
}

/*
 * Parse "& b" and "&& b" after the first sequence.
 */
static bool
parse_requirements(PatternParser *p)
{
	while (next_is(p, '&'))
	{
		int			start = p->at++;
		bool		text = next_is(p, '&');
		int			longest;
		int			first;

		p->at += text;
		first = parse_sequence(p, &longest);
		if (first == VOC_ITEM_NONE)
		{
			if (p->error->message == NULL)
				refuse(p, start, "a word is missing after \"&\"",
					   "Write what has to be there too, "
					   "as in \"late & deliver*\".");
			return false;
		}
		if (!add_condition(p, start, first, true, text))
			return false;
	}
	return true;
}

bool
voc_pattern_parse(const char *pattern, VocChunk *chunk, VocPatternTree *tree,
				  VocPatternError *error)
{
	PatternParser p = {0};
	size_t		len = strlen(pattern);
	int			longest;

	p.text = pattern;
	p.chunk = chunk;
	p.tree = tree;
	p.error = error;
	tree->nitems = tree->text_len = tree->nconditions = 0;
	error->message = NULL;
	if (len > VOC_PATTERN_MAX_BYTES)
	{
		refuse(&p, VOC_PATTERN_MAX_BYTES, "pattern is longer than 1000 bytes",
			   "Write it as several patterns.");
		return false;
	}
	p.len = len;
	tree->sequence = parse_sequence(&p, &longest);
	if (tree->sequence == VOC_ITEM_NONE && error->message == NULL)
		refuse(&p, 0, "pattern has no word to look for",
			   "Write at least one word that is not excluded.");
	return error->message == NULL && parse_requirements(&p);
}
