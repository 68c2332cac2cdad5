/* Pages of the manual that are written from tables of the code. */
#ifndef STS_TESTS_DOC_PAGE_H
#define STS_TESTS_DOC_PAGE_H

/* Asserts that docs/NAME is that page; with STS_UPDATE in the environment, writes it first. */
void doc_page_compare(const char *name, const char *page);

#endif
