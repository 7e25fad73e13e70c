/*-------------------------------------------------------------------------
 *
 * coding_accuracy.c
 *	  How often topics and opinions are right, over labelled files.
 *
 *		coding_accuracy MAP [--errors] FILE ...
 *
 * A line of a file has categories (parted by semicolons), pairs of category
 * and polarity, and a text, with tabs between.  MAP says which of our topics
 * mean which category, and which code frames to load; a topic that it does not
 * name counts for nothing.  The language is that which the file's name begins
 * with.
 *
 * Printed are precision, recall and micro-F1 of the categories of a text, each
 * counted once; and of the categories that both have, in how many our opinion
 * has one of the polarities of theirs (polarity "both" is left out).
 *
 * IDENTIFICATION
 *	  test/core/coding_accuracy.c
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze.h"
#include "frame.h"
#include "language.h"

#define LINE_MAX_BYTES	(1 << 20)
#define CATEGORIES_MAX	64
#define TOPICS_MAX		16
#define PATTERNS_MAX	100000
#define INSTEAD_MAX		1000

enum
{
	NEGATIVE = 1, NEUTRAL = 2, POSITIVE = 4, BOTH = 8
};

/* A line of the map. */
typedef struct Category
{
	char		name[80];
	char		topics[TOPICS_MAX][80];
	int			ntopics;
	long		both;			/* texts that have it in truth and answer */
	long		truth;
	long		answer;
} Category;

typedef struct Set
{
	const char *language;
	char		frames[200];
	Category	categories[CATEGORIES_MAX];
	int			ncategories;
	long		texts;
	long		polarities;		/* right topics whose polarity is known */
	long		right;
} Set;

static bool errors;
static char line[LINE_MAX_BYTES];
static Set	set;

static void *
take_block(void *host, size_t size)
{
	void	   *block = malloc(size);

	(void) host;
	if (block == NULL)
		abort();
	return block;
}

static bool
read_map(const char *path, const char *name)
{
	FILE	   *file = fopen(path, "r");
	char		row[2000];

	if (file == NULL)
	{
		perror(path);
		exit(2);
	}
	while (fgets(row, sizeof(row), file) != NULL)
	{
		char	   *of = strtok(row, "\t\n");
		char	   *category = strtok(NULL, "\t\n");
		char	   *topics = strtok(NULL, "\t\n");
		Category   *c = &set.categories[set.ncategories];

		if (topics == NULL || strcmp(of, name) != 0)
			continue;
		if (strcmp(category, "frames") == 0)
		{
			snprintf(set.frames, sizeof(set.frames), "%s", topics);
			continue;
		}
		if (set.ncategories++ == CATEGORIES_MAX)
			abort();
		snprintf(c->name, sizeof(c->name), "%s", category);
		for (char *topic = strtok(topics, " "); topic != NULL;
			 topic = strtok(NULL, " "))
		{
			if (c->ntopics == TOPICS_MAX)
				abort();
			snprintf(c->topics[c->ntopics++], sizeof(c->topics[0]), "%s", topic);
		}
	}
	fclose(file);
	return set.ncategories > 0;
}

static VocCodebook *
load_frames(VocArena *arena)
{
	static VocPattern patterns[PATTERNS_MAX];
	VocPatternError error;
	VocCodebook *codebook;
	VocInstead	instead[INSTEAD_MAX];
	int			ninstead = 0;
	int			n = 0;
	int			bad;

	for (char *name = strtok(set.frames, " "); name != NULL;
		 name = strtok(NULL, " "))
	{
		const VocFrame *frame = voc_builtin_frame(name);
		VocInstead *of;
		int			count;

		if (frame == NULL || n + frame->npatterns > PATTERNS_MAX)
		{
			fprintf(stderr, "there is no code frame \"%s\"\n", name);
			exit(2);
		}
		voc_frame_patterns(frame, patterns + n);
		n += frame->npatterns;
		count = voc_frame_instead(frame, arena, &of);
		if (ninstead + count > INSTEAD_MAX)
			abort();
		memcpy(instead + ninstead, of, count * sizeof(VocInstead));
		ninstead += count;
	}
	codebook = voc_codebook_compile(patterns, n, set.language, NULL, arena, arena, &error,
									&bad);
	if (codebook == NULL)
		abort();
	voc_codebook_set_instead(codebook, instead, ninstead, arena, arena);
	return codebook;
}

static int
find_category(const char *name, size_t len)
{
	for (int i = 0; i < set.ncategories; i++)
		if (strlen(set.categories[i].name) == len &&
			strncmp(set.categories[i].name, name, len) == 0)
			return i;
	return -1;
}

static bool
means(const Category *category, const char *topic)
{
	for (int i = 0; i < category->ntopics; i++)
	{
		const char *wanted = category->topics[i];
		size_t		len = strlen(wanted);

		if (wanted[len - 1] == '*' ? strncmp(wanted, topic, len - 1) == 0 :
			strcmp(wanted, topic) == 0)
			return true;
	}
	return false;
}

/*
 * Polarities that the labels give to each category, as a set; a category
 * without one is not in the text.
 */
static void
read_truth(char *pairs, int *truth)
{
	memset(truth, 0, sizeof(int) * CATEGORIES_MAX);
	for (char *pair = strtok(pairs, ";"); pair != NULL; pair = strtok(NULL, ";"))
	{
		char	   *polarity = strchr(pair, '=');
		int			category = find_category(pair, strcspn(pair, "#="));

		if (category < 0 || polarity == NULL)
			continue;
		polarity++;
		truth[category] |= strcmp(polarity, "positive") == 0 ? POSITIVE :
			strcmp(polarity, "negative") == 0 ? NEGATIVE :
			strcmp(polarity, "neutral") == 0 ? NEUTRAL : BOTH;
	}
}

/* What our opinions say of a category: their mean, as a polarity. */
static int
answer_of(const VocAnalysis *a, const Category *category)
{
	double		sum = 0;
	int			n = 0;
	bool		met = false;

	for (int i = 0; i < a->nopinions; i++)
	{
		const VocOpinion *opinion = &a->opinions[i];

		if (!means(category, opinion->topic))
			continue;
		met = true;
		if (opinion->has_sentiment)
		{
			sum += opinion->sentiment;
			n++;
		}
	}
	if (!met)
		return 0;
	if (n == 0 || (sum / n <= VOC_NEUTRAL_BAND && sum / n >= -VOC_NEUTRAL_BAND))
		return NEUTRAL;
	return sum > 0 ? POSITIVE : NEGATIVE;
}

static const VocCodebook *
get_codebook(void *arg, const char *language)
{
	(void) language;
	return arg;
}

static void
count_text(VocCodebook *codebook, char *pairs, const char *text)
{
	static const char *const names[] = {
		[0] = "-", [NEGATIVE] = "neg", [NEUTRAL] = "neu", [POSITIVE] = "pos"
	};
	int			truth[CATEGORIES_MAX];
	VocCodebooks codebooks = {get_codebook, codebook};
	VocAnalysis a;
	VocArena	arena;

	read_truth(pairs, truth);
	voc_arena_init(&arena, take_block, NULL);
	voc_analyze(text, strlen(text), set.language, NULL, &codebooks, NULL, &arena,
				&a);
	set.texts++;
	for (int i = 0; i < set.ncategories; i++)
	{
		Category   *category = &set.categories[i];
		int			answer = answer_of(&a, category);

		category->truth += truth[i] != 0;
		category->answer += answer != 0;
		if (truth[i] != 0 && answer != 0)
		{
			category->both++;
			if (truth[i] != BOTH)
			{
				set.polarities++;
				set.right += (truth[i] & answer) != 0;
			}
		}
		if (errors && (truth[i] != 0) != (answer != 0))
			printf("%s\t%s\t%s\n", truth[i] != 0 ? "missed" : "wrong",
				   category->name, text);
		else if (errors && truth[i] != 0 && truth[i] != BOTH &&
				 (truth[i] & answer) == 0)
			printf("polarity %s\t%s\t%s\n", names[answer], category->name, text);
	}
}

static double
ratio(double part, double whole)
{
	return whole > 0 ? part / whole : 0;
}

static void
print_line(const char *name, long n, long both, long answer, long truth)
{
	printf("%-32s %6ld  %.3f  %.3f  %.3f", name, n,
		   ratio((double) both, (double) answer),
		   ratio((double) both, (double) truth),
		   ratio(2.0 * (double) both, (double) (answer + truth)));
}

static void
print_set(const char *name)
{
	long		both = 0;
	long		truth = 0;
	long		answer = 0;

	for (int i = 0; i < set.ncategories; i++)
	{
		both += set.categories[i].both;
		truth += set.categories[i].truth;
		answer += set.categories[i].answer;
	}
	print_line(name, set.texts, both, answer, truth);
	printf("  %.3f of %ld\n", ratio((double) set.right, (double) set.polarities),
		   set.polarities);
	for (int i = 0; i < set.ncategories; i++)
	{
		const Category *c = &set.categories[i];
		char		indented[100];

		snprintf(indented, sizeof(indented), "    %s", c->name);
		print_line(indented, c->truth, c->both, c->answer, c->truth);
		printf("\n");
	}
}

static int
count_file(const char *map, const char *path)
{
	const char *slash = strrchr(path, '/');
	char		name[200];
	FILE	   *file = fopen(path, "r");
	VocCodebook *codebook;
	VocArena	arena;

	snprintf(name, sizeof(name), "%s", slash != NULL ? slash + 1 : path);
	if (strlen(name) > 4 && strcmp(name + strlen(name) - 4, ".tsv") == 0)
		name[strlen(name) - 4] = '\0';
	memset(&set, 0, sizeof(set));
	set.language = voc_language_code(name, 2);
	if (file == NULL)
	{
		perror(path);
		return 1;
	}
	if (!read_map(map, name))
	{
		fprintf(stderr, "%s: %s has no row of it\n", path, map);
		fclose(file);
		return 1;
	}
	voc_arena_init(&arena, take_block, NULL);
	codebook = load_frames(&arena);
	while (fgets(line, sizeof(line), file) != NULL)
	{
		char	   *pairs = strchr(line, '\t');
		char	   *text = pairs != NULL ? strchr(pairs + 1, '\t') : NULL;

		line[strcspn(line, "\n")] = '\0';
		if (text == NULL)
			continue;
		*text = '\0';
		count_text(codebook, pairs + 1, text + 1);
	}
	fclose(file);
	print_set(name);
	return 0;
}

int
main(int argc, char **argv)
{
	int			failed = 0;

	printf("%-32s %6s  %-5s  %-5s  %-5s  polarity right\n", "topics", "texts",
		   "prec.", "rec.", "F1");
	for (int i = 2; i < argc; i++)
	{
		if (strcmp(argv[i], "--errors") == 0)
			errors = true;
		else
			failed += count_file(argv[1], argv[i]);
	}
	return failed > 0;
}
