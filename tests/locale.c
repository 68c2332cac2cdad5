/* Gives every unit test the locale of its environment, which libsts must not heed. The program keeps the "C" locale. */
#include <locale.h>

__attribute__((constructor)) static void
adopt_locale(void)
{
  setlocale(LC_ALL, "");
}
