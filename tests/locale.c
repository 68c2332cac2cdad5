/* Gives every unit test the locale of its environment, as main.c does for the program. */
#include <locale.h>

__attribute__((constructor)) static void adopt_locale(void)
{
    setlocale(LC_ALL, "");
}
