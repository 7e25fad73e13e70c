/*-------------------------------------------------------------------------
 *
 * accuracy.c
 *	  How often the cores are right, over labelled files.
 *
 *		accuracy [--detect] [--errors] FILE ...
 *
 * A file has a label, a tab and a text in each line.  Where the labels are
 * neg, neu and pos, the text is scored in the language that the file's name
 * starts with ("cs.shop.tsv"), or in the one detected where the name starts
 * with none or --detect is given.  Where they are codes of languages, the
 * language is detected.
 *
 * In a file of three classes, NULL and mixed count as neu.  In one without
 * neu, such an answer is an error.  --errors prints what went wrong, to read.
 *
 * IDENTIFICATION
 *	  test/core/accuracy.c
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "sentiment.h"
#include "text.h"

#define LINE_MAX_BYTES	(1 << 20)
#define CODES_MAX		32		/* languages that labels can name */

enum
{
	NEG, NEU, POS, NCLASSES
};

static const char *const class_names[NCLASSES] = {"neg", "neu", "pos"};

/* counts[gold][answer]; the last answer is none. */
typedef struct Counts
{
	long		of[CODES_MAX][CODES_MAX + 1];
} Counts;

static bool detect;
static bool errors;
static VocChunk chunk;
static char line[LINE_MAX_BYTES];

static char codes[CODES_MAX][4];
static int	ncodes;

static double
ratio(double part, double whole)
{
	return whole > 0 ? part / whole : 0;
}

static double
f1(const Counts *counts, int class, int nclasses)
{
	long		right = counts->of[class][class];
	long		gold = 0;
	long		answered = 0;

	for (int i = 0; i <= CODES_MAX; i++)
		gold += counts->of[class][i];
	for (int i = 0; i < nclasses; i++)
		answered += counts->of[i][class];
	return ratio(2.0 * (double) right, (double) (gold + answered));
}

static VocLabel
label_of(const char *text, size_t len, const char *language)
{
	VocClauseScore scores[VOC_CHUNK_TOKENS];
	VocScorer	scorer;
	VocSentiment result;
	VocReader	reader;

	voc_reader_init(&reader, text, len, NULL);
	voc_scorer_begin(&scorer, language, NULL);
	while (voc_reader_next(&reader, &chunk))
		voc_scorer_chunk(&scorer, &chunk, text, scores);
	voc_scorer_end(&scorer, &result);
	return result.label;
}

static int
class_of(VocLabel label)
{
	if (label == VOC_LABEL_NEGATIVE)
		return NEG;
	return label == VOC_LABEL_POSITIVE ? POS : NEU;
}

static int
gold_class(const char *label)
{
	for (int i = 0; i < NCLASSES; i++)
		if (strcmp(label, class_names[i]) == 0)
			return i;
	return -1;
}

static int
code_index(const char *code)
{
	for (int i = 0; i < ncodes; i++)
		if (strcmp(codes[i], code) == 0)
			return i;
	if (ncodes == CODES_MAX || strlen(code) != 2)
		return -1;
	strcpy(codes[ncodes], code);
	return ncodes++;
}

static void
print_sentiment(const char *name, const Counts *counts)
{
	bool		two = true;
	double		macro = 0;
	long		rows = 0;
	long		right = 0;
	long		covered = 0;

	for (int g = 0; g < NCLASSES; g++)
		for (int a = 0; a < NCLASSES; a++)
		{
			rows += counts->of[g][a];
			right += g == a ? counts->of[g][a] : 0;
			covered += a != NEU ? counts->of[g][a] : 0;
			two &= g != NEU || counts->of[g][a] == 0;
		}
	for (int g = 0; g < NCLASSES; g++)
		macro += g == NEU && two ? 0 : f1(counts, g, NCLASSES);
	macro /= two ? 2 : 3;
	printf("%-24s %6ld  %.3f  %.3f  %.3f  %.3f ", name, rows,
		   ratio((double) right, (double) rows), macro,
		   f1(counts, NEG, NCLASSES), ratio((double) covered, (double) rows));
	for (int g = 0; g < NCLASSES; g++)
	{
		if (g == NEU && two)
			continue;
		printf("  %s %ld/%ld/%ld", class_names[g], counts->of[g][NEG],
			   counts->of[g][NEU], counts->of[g][POS]);
	}
	printf("\n");
}

static void
print_languages(const char *name, const Counts *counts)
{
	long		rows = 0;
	long		right = 0;
	long		none = 0;

	for (int g = 0; g < ncodes; g++)
	{
		for (int a = 0; a <= CODES_MAX; a++)
			rows += counts->of[g][a];
		right += counts->of[g][g];
		none += counts->of[g][CODES_MAX];
	}
	printf("%-24s %6ld  %.3f  (NULL %.3f)\n", name, rows,
		   ratio((double) right, (double) rows), ratio((double) none, (double) rows));
	for (int g = 0; g < ncodes; g++)
	{
		long		of = 0;

		for (int a = 0; a <= CODES_MAX; a++)
			of += counts->of[g][a];
		if (of == 0)
			continue;
		printf("    %s %6ld  %.3f  F1 %.3f ", codes[g], of,
			   ratio((double) counts->of[g][g], (double) of), f1(counts, g, ncodes));
		for (int a = 0; a < ncodes; a++)
			if (a != g && counts->of[g][a] > 0)
				printf(" %s:%ld", codes[a], counts->of[g][a]);
		if (counts->of[g][CODES_MAX] > 0)
			printf(" NULL:%ld", counts->of[g][CODES_MAX]);
		printf("\n");
	}
}

/* One line; false when it is not as it should be. */
static bool
count_line(char *label, char *text, const char *language, Counts *counts,
		   bool *languages)
{
	size_t		len = strlen(text);
	int			gold = gold_class(label);

	if (gold >= 0)
	{
		int			answer = class_of(label_of(text, len, language));

		counts->of[gold][answer]++;
		if (errors && gold != answer)
			printf("%s\t%s\t%s\n", label, class_names[answer], text);
		return true;
	}
	if ((gold = code_index(label)) >= 0)
	{
		VocReader	reader;
		const char *code = NULL;
		int			answer = CODES_MAX;

		voc_reader_init(&reader, text, len, NULL);
		if (voc_reader_next(&reader, &chunk))
			code = voc_language_detect(&chunk, text);
		if (code != NULL && (answer = code_index(code)) < 0)
			return false;
		counts->of[gold][answer]++;
		if (errors && gold != answer)
			printf("%s\t%s\t%s\n", label, code != NULL ? code : "NULL", text);
		*languages = true;
		return true;
	}
	return false;
}

static int
count_file(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	const char *language = detect || strlen(name) < 3 || name[2] != '.' ? NULL :
		voc_language_code(name, 2);
	FILE	   *file = fopen(path, "r");
	Counts		counts = {{{0}}};
	bool		languages = false;
	long		number = 0;

	if (file == NULL)
	{
		perror(path);
		return 1;
	}
	while (fgets(line, sizeof(line), file) != NULL)
	{
		char	   *tab = strchr(line, '\t');

		number++;
		line[strcspn(line, "\n")] = '\0';
		if (tab != NULL)
			*tab = '\0';
		if (tab == NULL ||
			!count_line(line, tab + 1, language, &counts, &languages))
		{
			fprintf(stderr, "%s:%ld: not a label (neg, neu, pos or a language), "
					"a tab and a text\n", path, number);
			fclose(file);
			return 1;
		}
	}
	fclose(file);
	if (languages)
		print_languages(name, &counts);
	else
		print_sentiment(name, &counts);
	return 0;
}

int
main(int argc, char **argv)
{
	int			failed = 0;

	printf("%-24s %6s  %-5s  %-5s  %-5s  %-5s   gold neg/neu/pos as answered\n",
		   "file", "rows", "acc.", "F1", "F1neg", "cover");
	for (int i = 1; i < argc; i++)
	{
		if (strcmp(argv[i], "--detect") == 0)
			detect = true;
		else if (strcmp(argv[i], "--errors") == 0)
			errors = true;
		else
			failed += count_file(argv[i]);
	}
	return failed > 0;
}
