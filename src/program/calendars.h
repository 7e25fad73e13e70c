/*-------------------------------------------------------------------------
 *
 * calendars.h
 *	  Reading the calendars of the program.
 *
 * IDENTIFICATION
 *	  src/program/calendars.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_CALENDARS_H
#define VOC_CALENDARS_H

#include "config.h"

/*
 * Fill in config->calendars, in context.  SPI is connected, the user is the
 * owner of the program, and there is an active snapshot.
 */
extern void voc_load_calendars(VocConfig *config, MemoryContext context);

#endif							/* VOC_CALENDARS_H */
