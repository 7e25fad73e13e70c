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

/* How large the sequences are that were parsed. */
typedef struct PatternSize
{
	int			paths;			/* different sequences of words */
	int			longest;		/* words in the longest */
	int			states;			/* states they need in the codebook */
} PatternSize;

static int	parse_item(PatternParser *p, int gap, PatternSize *size);

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
count_chars(const char *text, int len)
{
	int			n = 0;

	for (int i = 0; i < len; i++)
		n += ((unsigned char) text[i] & 0xC0) != 0x80;
	return n;
}

static int
parse_word(PatternParser *p, int gap, PatternSize *size)
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
		if (count_chars(p->text + start, len) < 2)
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
	size->paths = size->longest = size->states = 1;
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
			  bool text, const PatternSize *size)
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
	tree->condition_paths += size->paths;
	tree->states += size->states;
	return true;
}

/*
 * Parse "!c" or "!!c", which hold for the whole pattern wherever they stand.
 */
static bool
parse_exclusion(PatternParser *p)
{
	PatternSize size;
	int			start = p->at++;
	bool		text = next_is(p, '!');
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
	item = parse_item(p, 0, &size);
	return item != VOC_ITEM_NONE &&
		add_condition(p, start, item, false, text, &size);
}

/*
 * Join the sizes of two parts that follow each other.  Every path through the
 * first goes on through every path of the second.
 */
static bool
append_size(PatternParser *p, int position, PatternSize *size,
			const PatternSize *more)
{
	/* each factor is at most 1,000 here, so that nothing overflows */
	size->states += size->paths * more->states;
	size->paths *= more->paths;
	size->longest += more->longest;
	if (size->paths > VOC_PATTERN_MAX_PATHS)
		refuse(p, position,
			   "pattern stands for more than 1000 sequences of words",
			   "Use fewer alternatives, or write several patterns.");
	else if (size->longest > VOC_PATTERN_MAX_WORDS)
		refuse(p, position, "pattern has more than 12 words in a row",
			   "Keep the words that tell, with gaps between them.");
	else
		return true;
	return false;
}

/*
 * Parse items up to the end of the pattern, or of the branch when in a group.
 */
static int
parse_sequence(PatternParser *p, PatternSize *size)
{
	int			first = VOC_ITEM_NONE;
	int			last = VOC_ITEM_NONE;
	int			gap = 0;
	int			gap_at = 0;

	size->paths = 1;
	size->longest = size->states = 0;
	for (skip_spaces(p); p->at < p->len; skip_spaces(p))
	{
		PatternSize more;
		int			start = p->at;
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
		if (item == VOC_ITEM_NONE || !append_size(p, start, size, &more))
			return VOC_ITEM_NONE;
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

/*
 * Parse one branch of a group and add it to the group's size.
 */
static int
parse_branch(PatternParser *p, PatternSize *size)
{
	PatternSize more;
	int			start = p->at;
	int			branch = new_item(p, VOC_ITEM_BRANCH, 0);
	int			inside;

	if (branch == VOC_ITEM_NONE)
		return VOC_ITEM_NONE;
	inside = parse_sequence(p, &more);
	if (inside == VOC_ITEM_NONE)
		return VOC_ITEM_NONE;
	p->tree->items[branch].inside = inside;
	size->paths += more.paths;
	size->states += more.states;
	if (more.longest > size->longest)
		size->longest = more.longest;
	if (size->paths > VOC_PATTERN_MAX_PATHS)
		return refuse(p, start,
					  "pattern stands for more than 1000 sequences of words",
					  "Use fewer alternatives, or write several patterns.");
	return branch;
}

static int
parse_group(PatternParser *p, int gap, PatternSize *size)
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
	memset(size, 0, sizeof(*size));
	do
	{
		int			branch;

		p->at++;				/* the ( or | */
		if (++nbranches > VOC_PATTERN_MAX_BRANCHES)
			return refuse(p, p->at, "more than 64 alternatives",
						  "Write it as several patterns.");
		branch = parse_branch(p, size);
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
parse_item(PatternParser *p, int gap, PatternSize *size)
{
	switch (p->text[p->at])
	{
		case '(':
			return parse_group(p, gap, size);
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
			return parse_word(p, gap, size);
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
		PatternSize size;
		int			start = p->at++;
		bool		text = next_is(p, '&');
		int			first;

		p->at += text;
		first = parse_sequence(p, &size);
		if (first == VOC_ITEM_NONE)
		{
			if (p->error->message == NULL)
				refuse(p, start, "a word is missing after \"&\"",
					   "Write what has to be there too, "
					   "as in \"late & deliver*\".");
			return false;
		}
		if (!add_condition(p, start, first, true, text, &size))
			return false;
	}
	return true;
}

bool
voc_pattern_parse(const char *pattern, VocChunk *chunk, VocPatternTree *tree,
				  VocPatternError *error)
{
	PatternParser p = {0};
	PatternSize size;
	size_t		len = strlen(pattern);

	p.text = pattern;
	p.chunk = chunk;
	p.tree = tree;
	p.error = error;
	tree->nitems = tree->text_len = tree->states = 0;
	tree->nconditions = tree->condition_paths = 0;
	error->message = NULL;
	if (len > VOC_PATTERN_MAX_BYTES)
	{
		refuse(&p, VOC_PATTERN_MAX_BYTES, "pattern is longer than 1000 bytes",
			   "Write it as several patterns.");
		return false;
	}
	p.len = len;
	tree->sequence = parse_sequence(&p, &size);
	if (tree->sequence == VOC_ITEM_NONE && error->message == NULL)
		refuse(&p, 0, "pattern has no word to look for",
			   "Write at least one word that is not excluded.");
	if (error->message != NULL || !parse_requirements(&p))
		return false;
	tree->paths = size.paths;
	tree->states += size.states;
	return true;
}
