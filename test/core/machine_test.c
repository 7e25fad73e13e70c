/*-------------------------------------------------------------------------
 *
 * machine_test.c
 *	  Unit tests of the loop's state machine.
 *
 * What may follow on what is written down here a second time, as a table that
 * a reader can check against the drawing in machine.h.
 *
 * IDENTIFICATION
 *	  test/core/machine_test.c
 *
 *-------------------------------------------------------------------------
 */

/* The one pure file of a room that is not: so it is taken in, not linked. */
#include "../../src/loop/machine.c"

#include "check.h"

static const char *const names[VOC_NSTATES] = {
	"open", "acknowledged", "acting", "waiting",
	"resolved", "closed", "reopened", "dismissed"
};

/* A row is from, a column is to, in the order of names. */
static const char *const steps[VOC_NSTATES] = {
	".x.....x",					/* open */
	"..x....x",					/* acknowledged */
	"...xx...",					/* acting */
	"..x.x...",					/* waiting */
	".....xx.",					/* resolved */
	"......x.",					/* closed */
	"..x.....",					/* reopened */
	"........"					/* dismissed */
};

static void
test_names(void)
{
	VocState	state;

	check_int(VOC_NSTATES, 8);
	for (int i = 0; i < VOC_NSTATES; i++)
	{
		check_str(voc_state_name((VocState) i), names[i]);
		state = (VocState) ((i + 1) % VOC_NSTATES);
		check(voc_state_find(names[i], &state));
		check_int(state, i);
	}
}

static void
test_unknown_names(void)
{
	static const char *const unknown[] = {
		"", " ", "Open", "OPEN", "open ", " open", "opened", "ope", "close",
		"acknowledge", "none", "acting, waiting", "re-opened", "\xc3\xb6pen"
	};

	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
	{
		VocState	state = VOC_STATE_WAITING;

		check(!voc_state_find(unknown[i], &state));
		check_int(state, VOC_STATE_WAITING);
	}
}

static void
test_steps(void)
{
	int			legal = 0;

	for (int from = 0; from < VOC_NSTATES; from++)
	{
		for (int to = 0; to < VOC_NSTATES; to++)
		{
			bool		wanted = steps[from][to] == 'x';

			legal += wanted;
			if (voc_step_allowed((VocState) from, (VocState) to) == wanted)
				check(true);
			else
			{
				check(!"the step is judged as the table has it");
				printf("  from %s to %s\n", names[from], names[to]);
			}
		}
		/* Standing still is no step. */
		check(!voc_step_allowed((VocState) from, (VocState) from));
	}
	check_int(legal, 12);
}

/* The words of the hint are the set that the guard goes by. */
static void
test_steps_in_words(void)
{
	for (int from = 0; from < VOC_NSTATES; from++)
	{
		char		words[200] = "";

		for (int to = 0; to < VOC_NSTATES; to++)
		{
			if (!voc_step_allowed((VocState) from, (VocState) to))
				continue;
			if (words[0] != '\0')
				strcat(words, ", ");
			strcat(words, names[to]);
		}
		if (words[0] == '\0')
			strcpy(words, "none");
		check_str(voc_steps_from((VocState) from), words);
	}
	check_str(voc_steps_from(VOC_STATE_OPEN), "acknowledged, dismissed");
	check_str(voc_steps_from(VOC_STATE_DISMISSED), "none");
}

/* From open every state can be reached, and only dismissed is final. */
static void
test_reach(void)
{
	unsigned	reached = 1u << VOC_STATE_OPEN;

	for (int round = 0; round < VOC_NSTATES; round++)
		for (int from = 0; from < VOC_NSTATES; from++)
			for (int to = 0; to < VOC_NSTATES; to++)
				if ((reached & (1u << from)) != 0 &&
					voc_step_allowed((VocState) from, (VocState) to))
					reached |= 1u << to;
	check_int(reached, (1u << VOC_NSTATES) - 1);

	for (int from = 0; from < VOC_NSTATES; from++)
	{
		bool		final = true;

		for (int to = 0; to < VOC_NSTATES; to++)
			final &= !voc_step_allowed((VocState) from, (VocState) to);
		check_int(final, from == VOC_STATE_DISMISSED);
	}
}

static void
test_ended(void)
{
	for (int i = 0; i < VOC_NSTATES; i++)
		check_int(voc_state_ended((VocState) i),
				  i == VOC_STATE_CLOSED || i == VOC_STATE_DISMISSED);
}

/* The needs of a state by name, as "owner,contact_mode". */
static const char *
needs(VocState state, const char *outcome)
{
	static char words[200];
	unsigned	set = voc_state_needs(state, outcome);

	words[0] = '\0';
	for (int need = 0; need < VOC_NNEEDS; need++)
	{
		if ((set & (1u << need)) == 0)
			continue;
		if (words[0] != '\0')
			strcat(words, ",");
		strcat(words, voc_need_column((VocNeed) need));
	}
	check_int(set >> VOC_NNEEDS, 0);
	return words;
}

static void
test_needs(void)
{
	const char *answer = "owner,contact_mode,resolution,root_cause";
	const char *closing = "owner,contact_mode,resolution,root_cause,outcome";

	check_int(VOC_NNEEDS, 7);
	check_str(needs(VOC_STATE_OPEN, NULL), "");
	check_str(needs(VOC_STATE_ACKNOWLEDGED, NULL), "owner");
	check_str(needs(VOC_STATE_ACTING, NULL), "owner,contact_mode");
	check_str(needs(VOC_STATE_WAITING, NULL), "owner,contact_mode");
	check_str(needs(VOC_STATE_RESOLVED, NULL), answer);
	check_str(needs(VOC_STATE_CLOSED, NULL), closing);
	check_str(needs(VOC_STATE_REOPENED, NULL), "owner");
	check_str(needs(VOC_STATE_DISMISSED, NULL), "dismiss_reason");

	/* Evidence is for those who are counted as saved, and only at the end. */
	check_str(needs(VOC_STATE_CLOSED, "saved"),
			  "owner,contact_mode,resolution,root_cause,outcome,evidence");
	check_str(needs(VOC_STATE_CLOSED, "not_saved"), closing);
	check_str(needs(VOC_STATE_CLOSED, "no_reply"), closing);
	check_str(needs(VOC_STATE_CLOSED, "not_needed"), closing);
	check_str(needs(VOC_STATE_CLOSED, ""), closing);
	check_str(needs(VOC_STATE_CLOSED, "saved "), closing);
	check_str(needs(VOC_STATE_RESOLVED, "saved"), answer);
	check_str(needs(VOC_STATE_DISMISSED, "saved"), "dismiss_reason");
}

static void
test_outcomes(void)
{
	check(voc_outcome_known("saved"));
	check(voc_outcome_known("not_saved"));
	check(voc_outcome_known("no_reply"));
	check(voc_outcome_known("not_needed"));
	check(!voc_outcome_known(""));
	check(!voc_outcome_known("Saved"));
	check(!voc_outcome_known("save"));
}

int
main(void)
{
	test_outcomes();
	test_names();
	test_unknown_names();
	test_steps();
	test_steps_in_words();
	test_reach();
	test_ended();
	test_needs();
	return check_end("machine");
}
