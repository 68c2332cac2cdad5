/* Whether there is a code for a clinic's sheets, and every camera can read it. */
#include "base/address.h"
#include "check/families.h"
#include "document/clinic.h"
#include "document/rules.h"

#include <string.h>

/* With 65 squares a side and its quiet zone, at level M, squares of a code of 25 mm are 0.34 mm wide; the next larger
 * code's are under 0.33 mm (ISO/IEC 18004, table 7: version 12). */
enum { BYTES_MAX = 287 };

void
sts_check_clinic_code(const StsCheck *check, const StsSection *section)
{
  const StsClinic *clinic = check->library->clinic;

  if (!clinic || !clinic->values[STS_CLINIC_QR])
    return;
  g_autofree char *printed = sts_clinic_code_address(clinic, section->id, section->language);
  g_autofree char *address = sts_address_to_uri(printed);
  if (strlen(address) > STS_CLINIC_CODE_BYTES_MAX) {
    g_autofree char *sheet = g_strdup_printf("the section “%s”", section->id);
    g_autofree char *fault = sts_clinic_describe_long_code(sheet, address);
    sts_check_report(check, clinic->positions[STS_CLINIC_QR], STS_RULE_CLINIC_VALUE, "%s", fault);
  } else if (strlen(address) > BYTES_MAX) {
    sts_check_report(check, clinic->positions[STS_CLINIC_QR], STS_RULE_CLINIC_CODE_DENSE,
                     "the code of the section “%s” has so many squares that not every camera can read it: its address "
                     "has %zu bytes, and should have %d at most",
                     section->id, strlen(address), BYTES_MAX);
  }
}
