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
/* Sets the FIGURE with the part's code, and beside it the paragraph that follows, which says its address. */
void sts_clinic_set_code(StsFlow *flow, const StsBlockArea *area, const StsNode *figure);
/* Whether the paragraph of the part is set with its code. */
bool sts_clinic_is_beside_code(const StsNode *paragraph);

#endif
