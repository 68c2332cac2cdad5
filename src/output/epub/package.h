/* The package document and the container. */
#ifndef STS_OUTPUT_EPUB_PACKAGE_H
#define STS_OUTPUT_EPUB_PACKAGE_H

#include "output/epub/plan.h"

/* Appends package.opf (EPUB 3.3, 5), with accessibility metadata that is computed from what is in the book (EPUB
 * Accessibility 1.1, 2), the provenance of each section and the fingerprint of the file. */
void sts_epub_append_package(GString *out, const StsEpubPlan *plan, const char *cover_image, bool has_cover_page,
                             const char *fingerprint);
/* Appends META-INF/container.xml (EPUB 3.3, 4.2.6.3.1). */
void sts_epub_append_container(GString *out);

#endif
