/* The public domain of errors. */
#include "sts/error.h"

GQuark
sts_error_quark(void)
{
  return g_quark_from_static_string("sts-error");
}
