#ifndef STS_LAYOUT_BLOCKS_CLINIC_H
#define STS_LAYOUT_BLOCKS_CLINIC_H

#include "layout/blocks/area.h"

/* Begins and ends the box around the PART of kind CLINIC, whose blocks are set between the two. */
void sts_clinic_enter(StsFlow *flow, StsBlockArea *area);
void sts_clinic_leave(StsFlow *flow, const StsBlockArea *area);
/* Readies flow and area for a heading or a paragraph of the part: further lines of what has a label stand clear of it.
 */
void sts_clinic_enter_block(StsFlow *flow, StsBlockArea *area, const StsNode *block);
/* Sets a RULE of the part: a line to write on. */
void sts_clinic_set_line(StsFlow *flow, const StsBlockArea *area, const StsNode *rule);

#endif
