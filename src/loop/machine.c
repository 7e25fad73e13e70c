/*-------------------------------------------------------------------------
 *
 * machine.c
 *	  The states of a loop, what may follow on what, and what a step needs.
 *
 * IDENTIFICATION
 *	  src/loop/machine.c
 *
 *-------------------------------------------------------------------------
 */
#include "machine.h"

#include <string.h>

#define BIT(x) (1u << (x))

typedef struct StateRule
{
	const char *name;
	unsigned	next;			/* set of states */
	const char *next_names;		/* the same in words */
	unsigned	needs;			/* set of needs */
} StateRule;

#define NEEDS_HANDS		BIT(VOC_NEED_OWNER)
#define NEEDS_CONTACT	(NEEDS_HANDS | BIT(VOC_NEED_CONTACT_MODE))
#define NEEDS_ANSWER \
	(NEEDS_CONTACT | BIT(VOC_NEED_RESOLUTION) | BIT(VOC_NEED_ROOT_CAUSE))

static const StateRule states[VOC_NSTATES] = {
	[VOC_STATE_OPEN] = {
		"open",
		BIT(VOC_STATE_ACKNOWLEDGED) | BIT(VOC_STATE_DISMISSED),
		"acknowledged, dismissed",
		0
	},
	[VOC_STATE_ACKNOWLEDGED] = {
		"acknowledged",
		BIT(VOC_STATE_ACTING) | BIT(VOC_STATE_DISMISSED),
		"acting, dismissed",
		NEEDS_HANDS
	},
	[VOC_STATE_ACTING] = {
		"acting",
		BIT(VOC_STATE_WAITING) | BIT(VOC_STATE_RESOLVED),
		"waiting, resolved",
		NEEDS_CONTACT
	},
	[VOC_STATE_WAITING] = {
		"waiting",
		BIT(VOC_STATE_ACTING) | BIT(VOC_STATE_RESOLVED),
		"acting, resolved",
		NEEDS_CONTACT
	},
	[VOC_STATE_RESOLVED] = {
		"resolved",
		BIT(VOC_STATE_CLOSED) | BIT(VOC_STATE_REOPENED),
		"closed, reopened",
		NEEDS_ANSWER
	},
	[VOC_STATE_CLOSED] = {
		"closed",
		BIT(VOC_STATE_REOPENED),
		"reopened",
		NEEDS_ANSWER | BIT(VOC_NEED_OUTCOME)
	},
	[VOC_STATE_REOPENED] = {
		"reopened",
		BIT(VOC_STATE_ACTING),
		"acting",
		NEEDS_HANDS
	},
	[VOC_STATE_DISMISSED] = {
		"dismissed",
		0,
		"none",
		BIT(VOC_NEED_DISMISS_REASON)
	}
};

static const char *const need_columns[VOC_NNEEDS] = {
	[VOC_NEED_OWNER] = "owner",
	[VOC_NEED_CONTACT_MODE] = "contact_mode",
	[VOC_NEED_RESOLUTION] = "resolution",
	[VOC_NEED_ROOT_CAUSE] = "root_cause",
	[VOC_NEED_OUTCOME] = "outcome",
	[VOC_NEED_EVIDENCE] = "evidence",
	[VOC_NEED_DISMISS_REASON] = "dismiss_reason"
};

bool
voc_state_find(const char *name, VocState *state)
{
	for (int i = 0; i < VOC_NSTATES; i++)
	{
		if (strcmp(states[i].name, name) == 0)
		{
			*state = (VocState) i;
			return true;
		}
	}
	return false;
}

const char *
voc_state_name(VocState state)
{
	return states[state].name;
}

bool
voc_state_ended(VocState state)
{
	return state == VOC_STATE_CLOSED || state == VOC_STATE_DISMISSED;
}

bool
voc_step_allowed(VocState from, VocState to)
{
	return (states[from].next & BIT(to)) != 0;
}

const char *
voc_steps_from(VocState from)
{
	return states[from].next_names;
}

unsigned
voc_state_needs(VocState state, const char *outcome)
{
	unsigned	needs = states[state].needs;

	/* Nobody is counted as saved on the word of whoever saved them. */
	if (state == VOC_STATE_CLOSED && outcome != NULL && strcmp(outcome, "saved") == 0)
		needs |= BIT(VOC_NEED_EVIDENCE);
	return needs;
}

bool
voc_outcome_known(const char *outcome)
{
	static const char *const outcomes[] = {
		"saved", "not_saved", "no_reply", "not_needed"
	};

	for (size_t i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++)
		if (strcmp(outcomes[i], outcome) == 0)
			return true;
	return false;
}

const char *
voc_need_column(VocNeed need)
{
	return need_columns[need];
}
