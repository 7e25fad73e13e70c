/*-------------------------------------------------------------------------
 *
 * fuzz_main.h
 *	  A plain main for a fuzz target: replays files, and all their beginnings,
 *	  where there is no libFuzzer.  Include it last, with FUZZ_NAME defined.
 *
 * IDENTIFICATION
 *	  test/core/fuzz_main.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef FUZZ_MAIN_H
#define FUZZ_MAIN_H

#include <stdio.h>

#ifndef VOC_LIBFUZZER
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
	return 0;
}

int
main(int argc, char **argv)
{
	int			failed = 0;

	for (int i = 1; i < argc; i++)
		failed += replay(argv[i]);
	printf(FUZZ_NAME ": %d passed, %d failed\n", argc - 1 - failed, failed);
	return failed > 0;
}
#endif

#endif							/* FUZZ_MAIN_H */
