/*-------------------------------------------------------------------------
 *
 * machine.h
 *	  The states of a loop, what may follow on what, and what a step needs.
 *
 *		open -> acknowledged -> acting <-> waiting -> resolved -> closed
 *		  |          |             |                  ^ |  ^         |
 *		  |          |             +------------------+ v  |         |
 *		  +----------+-> dismissed           acting <- reopened <----+
 *
 * acting and waiting tell who holds the ball; resolved may be reached from
 * both.  A closed loop, or a resolved one, is reopened when the customer is
 * not content.  A dismissed loop stays dismissed.
 *
 * IDENTIFICATION
 *	  src/loop/machine.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_MACHINE_H
#define VOC_MACHINE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum VocState
{
	VOC_STATE_OPEN,
	VOC_STATE_ACKNOWLEDGED,
	VOC_STATE_ACTING,
	VOC_STATE_WAITING,
	VOC_STATE_RESOLVED,
	VOC_STATE_CLOSED,
	VOC_STATE_REOPENED,
	VOC_STATE_DISMISSED
} VocState;

#define VOC_NSTATES (VOC_STATE_DISMISSED + 1)

/* Columns of voc_data.loop that a step can need. */
typedef enum VocNeed
{
	VOC_NEED_OWNER,
	VOC_NEED_CONTACT_MODE,
	VOC_NEED_RESOLUTION,
	VOC_NEED_ROOT_CAUSE,
	VOC_NEED_OUTCOME,
	VOC_NEED_EVIDENCE,
	VOC_NEED_DISMISS_REASON
} VocNeed;

#define VOC_NNEEDS (VOC_NEED_DISMISS_REASON + 1)

/* The state of that name; false when there is none. */
extern bool voc_state_find(const char *name, VocState *state);
extern const char *voc_state_name(VocState state);

/* Whether nobody has to do anything any more. */
extern bool voc_state_ended(VocState state);

extern bool voc_step_allowed(VocState from, VocState to);

/*
 * The names of all states that may follow, as "a, b" or, when there are none,
 * "none".  Static.
 */
extern const char *voc_steps_from(VocState from);

/*
 * The columns that must be filled in a state, as a set of 1 << VocNeed.
 * outcome is that of the loop, or NULL.
 */
extern unsigned voc_state_needs(VocState state, const char *outcome);

/* Whether a loop can end so. */
extern bool voc_outcome_known(const char *outcome);

/* The name of the column. */
extern const char *voc_need_column(VocNeed need);

#endif							/* VOC_MACHINE_H */
