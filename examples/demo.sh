#!/bin/sh
# What `make demo` shows: the example pages read, the register, and one dossier with its evidence.
set -eu
armstrail=${1:-armstrail}
here=$(dirname "$0")
store=${ARMSTRAIL_DEMO_DB:-demo.db}
rm -f "$store" "$store-wal" "$store-shm"

echo "Persons and quotations in the example pages are invented (examples/README.md)." >&2
echo "\$ armstrail read examples/pages --db $store" >&2
"$armstrail" read "$here/pages" --db "$store"
echo
echo "\$ armstrail register --db $store"
"$armstrail" register --db "$store" --limit 0
echo
# A fact is found by any record that is part of it: the first transfer of the wire story, told on four pages.
echo "\$ armstrail show p01_wire_shells:t1 --db $store"
"$armstrail" show p01_wire_shells:t1 --db "$store"
cat <<EOF

What to type next (with .venv/bin in front where armstrail is not on your path):
  armstrail register --db $store --recipient RUS --factuality denied    who denies what
  armstrail statements --db $store --speaker Ryu                        who said what
  armstrail pages --db $store                                           pages, their dates and verdicts
  armstrail read YOUR-PAGES/ && armstrail register                      your own pages
  armstrail --help                                                      everything else

See it in the browser: registers, dossiers, pages with their evidence, timeline, flows and map:
  armstrail serve --db $store
EOF
