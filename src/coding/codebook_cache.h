/*-------------------------------------------------------------------------
 *
 * codebook_cache.h
 *	  The code frame, compiled once in a backend.
 *
 * IDENTIFICATION
 *	  src/coding/codebook_cache.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_CODEBOOK_CACHE_H
#define VOC_CODEBOOK_CACHE_H

#include "codebook.h"

/* The built-in frame; lives as long as the backend. */
extern const VocCodebook *voc_codebook(void);

#endif							/* VOC_CODEBOOK_CACHE_H */
