/*-------------------------------------------------------------------------
 *
 * fuzz_coding.c
 *	  Any bytes as patterns and text through the parser, the compiler, the
 *	  matcher and the analysis.
 *
 * The lines of an input up to an empty one are patterns, the rest is the text
 * they are looked for in.  With libFuzzer it makes up its own inputs; without,
 * main replays the files it is given, each whole and cut at every byte of its
 * first kilobyte.
 *
 * IDENTIFICATION
 *	  test/core/fuzz_coding.c
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze.h"
#include "pattern.h"

#define MAX_PATTERNS	8

typedef struct Block
{
	struct Block *next;
	size_t		size;			/* and alignment for what follows */
} Block;

static VocChunk chunk;
static VocPatternTree tree;

static void
require(bool condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "fuzz_coding: violated: %s\n", what);
	abort();
}

static void *
get_block(void *arg, size_t size)
{
	Block	  **blocks = arg;
	Block	   *block = malloc(sizeof(Block) + size);

	if (block == NULL)
		abort();
	block->next = *blocks;
	*blocks = block;
	return block + 1;
}

static void
free_blocks(Block *blocks)
{
	while (blocks != NULL)
	{
		Block	   *block = blocks;

		blocks = block->next;
		free(block);
	}
}

/* Is the pattern well formed?  If not, the refusal must say why and where. */
static bool
check_parse(const char *pattern)
{
	VocPatternError error;

	if (!voc_pattern_parse(pattern, &chunk, &tree, &error))
	{
		require(error.message != NULL && error.hint != NULL,
				"a refusal says why");
		require(error.position >= 0 &&
				(size_t) error.position <= strlen(pattern),
				"a refusal points into the pattern");
		return false;
	}
	require(tree.sequence != VOC_ITEM_NONE, "a pattern has a word");
	require(tree.nitems > 0 && tree.nitems <= VOC_PATTERN_MAX_ITEMS,
			"number of items");
	require(tree.nconditions <= VOC_PATTERN_MAX_CONDITIONS,
			"number of conditions");
	require(tree.text_len > 0 && (size_t) tree.text_len <= sizeof(tree.text),
			"length of the words");
	return true;
}

/* Copy the well-formed ones of the lines into patterns; give their number. */
static int
read_patterns(char *lines, VocPattern *patterns)
{
	static const char *const languages[] = {"*", "en", "cs"};
	int			npatterns = 0;

	for (char *line = lines; line != NULL && npatterns < MAX_PATTERNS;)
	{
		char	   *end = strchr(line, '\n');

		if (end != NULL)
			*end++ = '\0';
		if (check_parse(line))
		{
			patterns[npatterns].kind = npatterns % 3 == 2 ?
				VOC_CODE_INTENT : VOC_CODE_TOPIC;
			patterns[npatterns].code = npatterns % 2 ? "a.b" : "c";
			patterns[npatterns].language = languages[npatterns % 3];
			patterns[npatterns].pattern = line;
			npatterns++;
		}
		line = end;
	}
	return npatterns;
}

typedef struct HitArray
{
	VocHit	   *hits;
	int			nhits;
	int			maxhits;
} HitArray;

static void
keep_hit(const VocHit *hit, void *arg)
{
	HitArray   *array = arg;

	if (array->nhits < array->maxhits)
		array->hits[array->nhits++] = *hit;
}

/*
 * The number of hits in the chunk, and the first of them.
 */
static int
match(const VocCodebook *codebook, VocArena *arena,
	  VocHit *into, int maxhits)
{
	HitArray	array;
	VocFacts	facts;

	array.hits = into;
	array.nhits = 0;
	array.maxhits = maxhits;
	voc_facts_begin(&facts, codebook, NULL, arena);
	voc_codebook_scan(codebook, &chunk, &facts, keep_hit, &array);
	return array.nhits;
}

static void
check_hits(const VocCodebook *codebook, const char *text, size_t len,
		   VocArena *arena)
{
	static VocHit hits[1000];
	VocReader	reader;

	voc_reader_init(&reader, text, len, NULL);
	while (voc_reader_next(&reader, &chunk))
	{
		int			nhits = match(codebook, arena, hits, 1000);

		for (int i = 0; i < nhits; i++)
		{
			require(hits[i].first <= hits[i].last &&
					hits[i].last < chunk.ntokens, "hits are in the chunk");
			require(chunk.tokens[hits[i].first].clause == hits[i].clause &&
					chunk.tokens[hits[i].last].clause == hits[i].clause,
					"a hit is in one clause");
			require(i == 0 || hits[i - 1].first <= hits[i].first,
					"hits are in order");
		}
	}
}

static const VocCodebook *
get_codebook(void *arg, const char *language)
{
	(void) language;
	return arg;
}

static void
check_analysis(VocCodebook *codebook, const char *language,
			   const char *text, size_t len, VocArena *arena)
{
	VocCodebooks codebooks = {get_codebook, codebook};
	VocAnalysis result;
	uint32_t	start = 0;

	voc_analyze(text, len, language, NULL, &codebooks, NULL, arena, &result);
	require(result.ntopics <= 2 && result.nintents <= 2,
			"a code is given once");
	require(result.nopinions >= result.ntopics, "each topic has an opinion");
	for (int i = 0; i < result.nopinions; i++)
	{
		const VocOpinion *opinion = &result.opinions[i];

		require(opinion->char_start >= start, "opinions are in order");
		start = opinion->char_start;
		require(opinion->char_len > 0 &&
				(uint64_t) start + opinion->char_len <= len,
				"opinions are in the text");
		require(fabsf(opinion->sentiment) <= 1,
				"sentiments are within -1 ... +1");
	}
}

extern int	LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	VocPattern	patterns[MAX_PATTERNS];
	VocPatternError error;
	VocArena	arena;
	VocCodebook *codebook;
	Block	   *blocks = NULL;
	char	   *copy = malloc(size + 1);
	char	   *text;
	size_t		len = 0;
	int			npatterns;
	int			bad;

	if (copy == NULL)
		abort();
	if (size > 0)
		memcpy(copy, data, size);
	copy[size] = '\0';
	text = strstr(copy, "\n\n");
	if (text != NULL)
	{
		char	   *own;

		*text = '\0';
		len = size - (text + 2 - copy);
		/* in memory of its own size, so that a byte too far is seen */
		own = malloc(len > 0 ? len : 1);
		if (own == NULL)
			abort();
		memcpy(own, text + 2, len);
		text = own;
	}
	npatterns = read_patterns(copy, patterns);
	voc_arena_init(&arena, get_block, &blocks);
	codebook = voc_codebook_compile(patterns, npatterns, NULL, NULL, &arena, &arena,
									&error, &bad);
	require(codebook != NULL, "well-formed patterns compile");
	if (text != NULL)
	{
		check_hits(codebook, text, len, &arena);
		check_analysis(codebook, NULL, text, len, &arena);
		check_analysis(codebook, "cs", text, len, &arena);
	}
	free(text);
	free(copy);
	free_blocks(blocks);
	return 0;
}

#define FUZZ_NAME "fuzz_coding"
#include "fuzz_main.h"
