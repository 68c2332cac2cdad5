/* Translations: whether each was made from the original as it is today. */
#include "check/families.h"
#include "document/rules.h"
#include "document/translation-of.h"

void
sts_check_translation(const StsCheck *check, const StsSection *section)
{
  if (!section->tag || !section->original || section->original->broken)
    return;
  if (!section->translation_of.content) {
    sts_check_report(check, sts_section_start(section), STS_RULE_TRANSLATION_UNSTAMPED,
                     "the translation does not say from which text it was made; if it says what “%s” says, stamp it: "
                     "sts-export --stamp-translation %s",
                     section->original->file, section->file);
  } else if (section->original_newer) {
    g_autofree char *changes = sts_translation_describe_changes(check->library, section);
    sts_check_report(check, section->translation_of.position, STS_RULE_TRANSLATION_STALE,
                     "“%s” has changed since this translation was made, and the section says so in print; there, %s",
                     section->original->file, changes);
  }
}
