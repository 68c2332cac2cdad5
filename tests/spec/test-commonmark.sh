#!/bin/bash
# Every example of the CommonMark specification, through the reader and the XHTML writer.
set -eu
exec "$STS_BUILD_DIR/tests/test-markdown-spec"
