/*-------------------------------------------------------------------------
 *
 * fuzz_main.h
 *	  A plain main for a fuzz target, where there is no libFuzzer.  Include it
 *	  last, with FUZZ_NAME defined, and FUZZ_MORSELS if there are strings of its
 *	  own that inputs are to be made of.
 *
 *		fuzz_text [-t SECONDS] [-s SEED] [-o FILE] CORPUS...
 *
 * It replays the corpus, each file whole and all its beginnings, and then
 * makes up inputs from it for that many seconds.  One that fails is left in
 * FILE (default: fuzz_text.failed), to be added to the corpus.
 *
 * IDENTIFICATION
 *	  test/core/fuzz_main.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef FUZZ_MAIN_H
#define FUZZ_MAIN_H

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef VOC_LIBFUZZER

#define SEEDS_MAX	64
#define INPUT_MAX	4096		/* bytes of one that is made up */

static struct
{
	unsigned char *data;
	size_t		size;
}			seeds[SEEDS_MAX];
static int	nseeds;

/* What is being run, for whoever finds it failing. */
static unsigned char input[INPUT_MAX];
static size_t input_size;
static const char *failed_path = FUZZ_NAME ".failed";

static uint64_t state;

/* Marsaglia, "Xorshift RNGs", 2003 */
static size_t
random_below(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return n > 0 ? (size_t) (state >> 11) % n : 0;
}

static void
save_input(void)
{
	FILE	   *file = fopen(failed_path, "wb");

	if (file == NULL)
		return;
	fwrite(input, 1, input_size, file);
	fclose(file);
	fprintf(stderr, FUZZ_NAME ": the input is in %s\n", failed_path);
}

#ifdef __SANITIZE_ADDRESS__
extern void __sanitizer_set_death_callback(void (*callback) (void));
#endif

static void
on_abort(int number)
{
	signal(number, SIG_DFL);
	save_input();
	raise(number);
}

/* What the code under test has an eye for. */
static const char *const morsels[] = {
	"\xF0\x9F\x98\xA1", "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", "\xE2\x80\x8D",
	"\xEF\xB8\x8F", "\xCC\x8C", "\xD0\xB8\xCC\x86", "\xC3", "\xED\xA0\x80", "\xFF",
	"\xE2\x80\xAE", "\xD8\xB4\xD9\x83", "\xE4\xB8\xAD", "\xC2\xA0", "&#x1F600;",
	"&amp", "<br/>", "<b", "http://a.b/", "a@b.cz", "@united ", "#tag ", "\n", "\n+ ",
	"\n- ", ":", ":-(", "))) ", "((", "!!!", "?!", "...", "\xE2\x80\xA6", "not ",
	"but ", "very ", "too ", "no ", "good ", "bad ", "Pros: ", "Cons: none",
	"5/5", "10 out of 10", "2 stars", "\xD0\xBD\xD0\xB5 ", "\xD0\xBD\xD0\xBE ",
	"\xD0\xBF\xD0\xBB\xD0\xBE\xD1\x85\xD0\xBE ", "nejlep\xC5\xA1\xC3\xAD ",
	"sch\xC3\xB6n ", "aaaaaaaa", "-", "'", "\xE2\x80\x99", "0", "9,9",
#ifdef FUZZ_MORSELS
	FUZZ_MORSELS
#endif
};

/* Put bytes into the input at a place, as far as there is room. */
static void
put_in(size_t at, const void *bytes, size_t n)
{
	if (n > INPUT_MAX - input_size)
		n = INPUT_MAX - input_size;
	memmove(input + at + n, input + at, input_size - at);
	memcpy(input + at, bytes, n);
	input_size += n;
}

static void
mutate(void)
{
	size_t		at = random_below(input_size + 1);
	size_t		left = input_size - at;
	unsigned char piece[256];
	size_t		n = random_below(left < sizeof(piece) ? left + 1 : sizeof(piece));

	memcpy(piece, input + at, n);
	switch (random_below(6))
	{
		case 0:
			if (left > 0)
				input[at] = (unsigned char) random_below(256);
			break;
		case 1:
			if (left > 0)
				input[at] ^= (unsigned char) (1 << random_below(8));
			break;
		case 2:					/* take a piece out */
			memmove(input + at, input + at + n, left - n);
			input_size -= n;
			break;
		case 3:					/* repeat a piece elsewhere */
			put_in(random_below(input_size + 1), piece, n);
			break;
		default:
			{
				const char *morsel = morsels[random_below(sizeof(morsels) /
														  sizeof(morsels[0]))];

				put_in(at, morsel, strlen(morsel));
			}
	}
}

/* Make up inputs until the time is over; returns how many. */
static long
make_up(int seconds)
{
	time_t		end = time(NULL) + seconds;
	long		made = 0;

	while (time(NULL) < end)
	{
		for (int i = 0; i < 64; i++, made++)
		{
			int			seed = (int) random_below((size_t) nseeds);
			size_t		from = random_below(seeds[seed].size);

			input_size = seeds[seed].size - from;
			if (input_size > INPUT_MAX / 2)
				input_size = INPUT_MAX / 2;
			memcpy(input, seeds[seed].data + from, input_size);
			for (size_t k = 1 + random_below(12); k > 0; k--)
				mutate();
			LLVMFuzzerTestOneInput(input, input_size);
		}
	}
	return made;
}

static int
replay(const char *path)
{
	static unsigned char data[1 << 20];
	FILE	   *file = fopen(path, "rb");
	size_t		size;

	if (file == NULL)
	{
		perror(path);
		return 1;
	}
	size = fread(data, 1, sizeof(data), file);
	fclose(file);
	LLVMFuzzerTestOneInput(data, size);
	for (size_t cut = 0; cut < size && cut < 1024; cut++)
		LLVMFuzzerTestOneInput(data, cut);
	if (nseeds < SEEDS_MAX && size > 0)
	{
		seeds[nseeds].data = malloc(size);
		if (seeds[nseeds].data == NULL)
			return 1;
		memcpy(seeds[nseeds].data, data, size);
		seeds[nseeds++].size = size;
	}
	return 0;
}

int
main(int argc, char **argv)
{
	int			seconds = 0;
	int			files = 0;
	int			failed = 0;

	state = 0x9E3779B97F4A7C15;
	for (int i = 1; i < argc; i++)
	{
		if (i + 1 < argc && strcmp(argv[i], "-t") == 0)
			seconds = atoi(argv[++i]);
		else if (i + 1 < argc && strcmp(argv[i], "-s") == 0)
			state ^= (uint64_t) strtoull(argv[++i], NULL, 0) << 1;
		else if (i + 1 < argc && strcmp(argv[i], "-o") == 0)
			failed_path = argv[++i];
		else
		{
			files++;
			failed += replay(argv[i]);
		}
	}
	if (seconds > 0 && nseeds > 0)
	{
		signal(SIGABRT, on_abort);
		signal(SIGSEGV, on_abort);
#ifdef __SANITIZE_ADDRESS__
		__sanitizer_set_death_callback(save_input);
#endif
		printf(FUZZ_NAME ": %ld inputs made up\n", make_up(seconds));
	}
	printf(FUZZ_NAME ": %d passed, %d failed\n", files - failed, failed);
	return failed > 0;
}
#endif

#endif							/* FUZZ_MAIN_H */
