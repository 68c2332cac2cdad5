/* Entry of the program: the arguments go in, the exit status comes out.
 *
 * The process keeps the "C" locale on purpose: nothing the program writes may depend on the machine's.
 */
#include "cli/cli.h"

int
main(int argc, char **argv)
{
  return sts_cli_run(argc, argv);
}
