/* Tells codes by their form and their check digit; whether a code is in use would take each system's own list. */
#include "document/code-systems.h"

#include <glib.h>
#include <string.h>

#include "base/nearest.h"

/* Returns how many digits the text begins with. */
static size_t
count_digits(const char *text)
{
  return strspn(text, "0123456789");
}

/* A letter, a digit, and a digit or letter; after a full stop, one to four more (ICD-10-CM Official Guidelines, I.A.2
 * and I.A.5: codes of three to seven characters, "X" holding a place). */
static bool
is_icd_10_cm(const char *text)
{
  enum { CATEGORY = 3, REST = 4 };
  static const char LETTERS_AND_DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  size_t length = strspn(text, LETTERS_AND_DIGITS);

  if (length != CATEGORY || !g_ascii_isupper(text[0]) || !g_ascii_isdigit(text[1]))
    return false;
  if (!text[length])
    return true;
  size_t rest = strspn(text + length + 1, LETTERS_AND_DIGITS);
  return text[length] == '.' && rest >= 1 && rest <= REST && !text[length + 1 + rest];
}

/* Verhoeff's check of decimal digits, by the group of turns and mirrorings of a pentagon (SNOMED CT, SCTID). */
static bool
has_verhoeff_digit(const char *digits, size_t length)
{
  enum { TURNS = 5, ELEMENTS = 10, ROWS = 8 };
  static const int PLACES[ELEMENTS] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
  int check = 0;

  for (size_t i = 0; i < length; i++) {
    int digit = digits[length - 1 - i] - '0';
    for (size_t row = 0; row < i % ROWS; row++)
      digit = PLACES[digit];
    bool mirrored = check >= TURNS;
    int turn = mirrored ? check - digit + ELEMENTS : check + digit;
    check = turn % TURNS + (mirrored == (digit < TURNS) ? TURNS : 0);
  }
  return check == 0;
}

/* Six to eighteen digits, no zero first, the identifier of a concept ("00" or "10" before the check digit). */
static bool
is_snomed_ct(const char *text)
{
  enum { SHORTEST = 6, LONGEST = 18, TAIL = 3 };
  size_t length = count_digits(text);

  return length >= SHORTEST && length <= LONGEST && !text[length] && text[0] != '0' &&
         (text[length - TAIL] == '0' || text[length - TAIL] == '1') && text[length - 2] == '0' &&
         has_verhoeff_digit(text, length);
}

/* Up to seven digits, a hyphen and a check digit modulo 10 (LOINC Users' Guide, "The LOINC code"). */
static bool
is_loinc(const char *text)
{
  enum { LONGEST = 7, BASE = 10 };
  size_t length = count_digits(text);
  int sum = 0;

  if (length < 1 || length > LONGEST || text[0] == '0' || text[length] != '-' || !g_ascii_isdigit(text[length + 1]) ||
      text[length + 2])
    return false;
  for (size_t i = 0; i < length; i++) {
    int digit = text[length - 1 - i] - '0', doubled = i % 2 == 0 ? 2 * digit : digit;
    sum += doubled / BASE + doubled % BASE;
  }
  return (sum + text[length + 1] - '0') % BASE == 0;
}

/* An RXCUI: up to eight digits, no zero first. */
static bool
is_rxnorm(const char *text)
{
  enum { LONGEST = 8 };
  size_t length = count_digits(text);

  return length >= 1 && length <= LONGEST && !text[length] && text[0] != '0';
}

/* A code of SNOMED CT may be of anything. */
static const StsCodeSystem SYSTEMS[] = {
    {"icd-10-cm", "ICD-10-CM", "2.16.840.1.113883.6.90", "MedicalCondition", "C49.9", is_icd_10_cm},
    {"snomed-ct", "SNOMED CT", "2.16.840.1.113883.6.96", "MedicalEntity", "424952003", is_snomed_ct},
    {"loinc", "LOINC", "2.16.840.1.113883.6.1", "MedicalTest", "718-7", is_loinc},
    {"rxnorm", "RxNorm", "2.16.840.1.113883.6.88", "Drug", "1791588", is_rxnorm},
};

const StsCodeSystem *
sts_code_system_get(size_t index)
{
  return index < G_N_ELEMENTS(SYSTEMS) ? &SYSTEMS[index] : NULL;
}

const StsCodeSystem *
sts_code_system_find(const char *key)
{
  for (size_t i = 0; i < G_N_ELEMENTS(SYSTEMS); i++)
    if (strcmp(SYSTEMS[i].key, key) == 0)
      return &SYSTEMS[i];
  return NULL;
}

const StsCodeSystem *
sts_code_system_meant(const char *key)
{
  static const StsSynonym OTHERS[] = {
      {"icd", "icd-10-cm"},    {"icd10", "icd-10-cm"}, {"icd-10", "icd-10-cm"},   {"icd10cm", "icd-10-cm"},
      {"snomed", "snomed-ct"}, {"sct", "snomed-ct"},   {"snomedct", "snomed-ct"}, {"lnc", "loinc"},
      {"rxcui", "rxnorm"},     {"icd-11", NULL},       {"icd-9-cm", NULL},        {NULL, NULL},
  };
  const char *keys[G_N_ELEMENTS(SYSTEMS) + 1] = {NULL};

  for (size_t i = 0; i < G_N_ELEMENTS(SYSTEMS); i++)
    keys[i] = SYSTEMS[i].key;
  const char *meant = sts_text_meant(key, OTHERS, keys);
  return meant ? sts_code_system_find(meant) : NULL;
}

/* Returns the text with the mark before its last `rest` characters, or after its first -`rest`. */
static char *
insert(const char *text, char mark, long rest)
{
  long length = (long)strlen(text), at = rest < 0 ? -rest : length - rest;

  return at > 0 && at < length ? g_strdup_printf("%.*s%c%s", (int)at, text, mark, text + at) : g_strdup(text);
}

char *
sts_code_system_mend(const StsCodeSystem *system, const char *text)
{
  enum { ICD_CATEGORY = 3, CHECK_DIGIT = 1 };
  g_autofree char *capital = g_ascii_strup(text, -1);
  g_autofree char *dotted = insert(capital, '.', -ICD_CATEGORY), *hyphened = insert(capital, '-', CHECK_DIGIT);
  const char *const tried[] = {capital, dotted, hyphened};

  for (size_t i = 0; i < G_N_ELEMENTS(tried); i++)
    if (system->is_code(tried[i]))
      return g_strdup(tried[i]);
  return NULL;
}
