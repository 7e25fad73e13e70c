/*-------------------------------------------------------------------------
 *
 * fuzz_redact.c
 *	  Any bytes through the search for personal data.
 *
 * Finds are in the text, in order, and do not overlap; a text whose finds were
 * replaced by marks has none; with fewer kinds to look for likewise.
 *
 * IDENTIFICATION
 *	  test/core/fuzz_redact.c
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "redact.h"

static void
require(bool condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "fuzz_redact: violated: %s\n", what);
	abort();
}

/* Write the text with marks to out; returns how many finds there were. */
static int
mask(const char *text, size_t len, unsigned kinds, char *out, size_t *out_len)
{
	VocRedactor redactor;
	VocPersonal found;
	size_t		read = 0;
	int			n = 0;

	*out_len = 0;
	voc_redactor_init(&redactor, text, len, kinds, NULL);
	for (; voc_redactor_next(&redactor, &found); n++)
	{
		require(found.start >= read && found.length >= 4 &&
				found.length <= len && found.start <= len - found.length,
				"finds are in the text, and in order");
		require((kinds & 1u << found.kind) != 0, "finds are of the kinds wanted");
		memcpy(out + *out_len, text + read, found.start - read);
		*out_len += found.start - read;
		*out_len += (size_t) sprintf(out + *out_len, "[%s]",
									 voc_personal_name(found.kind));
		read = found.start + found.length;
	}
	memcpy(out + *out_len, text + read, len - read);
	*out_len += len - read;
	return n;
}

static void
run(const char *text, size_t len, unsigned kinds)
{
	/* An address of six bytes may become a mark of seven. */
	char	   *once = malloc(len * 2 + 16);
	char	   *twice;
	char	   *exact;
	size_t		once_len;
	size_t		twice_len;

	if (once == NULL)
		abort();
	mask(text, len, kinds, once, &once_len);
	exact = malloc(once_len > 0 ? once_len : 1);
	twice = malloc(once_len * 2 + 16);
	if (exact == NULL || twice == NULL)
		abort();
	memcpy(exact, once, once_len);
	require(mask(exact, once_len, kinds, twice, &twice_len) == 0,
			"what is masked has nothing left to mask");
	free(once);
	free(exact);
	free(twice);
}

extern int	LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char	   *copy = malloc(size > 0 ? size : 1);

	/* In memory of its own size, so that a byte too far is seen. */
	if (copy == NULL)
		abort();
	if (size > 0)
		memcpy(copy, data, size);
	run(copy, size, VOC_PERSONAL_ALL);
	for (int kind = 0; kind < VOC_PERSONAL_KINDS; kind++)
		run(copy, size, VOC_PERSONAL_ALL & ~(1u << kind));
	free(copy);
	return 0;
}

#define FUZZ_NAME "fuzz_redact"
#define FUZZ_MORSELS \
	"603 123 456", "+420 ", "00420", "603123456", " 8-16", "4111 1111 1111 1111", \
	"5555555555554444", "CZ65 0800 0000 1920 0014 5399", "GB29NWBK60161331926819", \
	"800101/1238", "8001011238", "44051401359", "112-233-445 95", "500100732259", \
	"123-45-6789", "AB 12 34 56 C", "5.6.2023", "05/06/23", "14:30", "(212) 555-0123", \
	"8 (916) 123-45-67", "0905", "02/", "tel. ", "order ", "\342\204\226 ", "K\304\215", \
	" zl", "@b.cz", ".cz", "x@", "jan@seznam.cz", "\320\266", "1", " ", "-", ".", "/", \
	"(", ")", "+", ",", ":", "[phone]", "\302\240", "\342\200\223"
#include "fuzz_main.h"
