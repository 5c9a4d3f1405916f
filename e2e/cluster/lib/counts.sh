# shellcheck shell=bash
# Counts tests in the reports of Surefire and Failsafe.

# count_reports FOLDER : sets tests_ran, tests_passed and tests_failed; a skipped test is none of these.
count_reports() {
  local numbers
  numbers=$(find "$1" -path '*/target/*-reports/TEST-*.xml' -exec grep -h -m 1 '<testsuite ' {} + | awk '
    function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
    { failed += number("failures") + number("errors"); ran += number("tests") - number("skipped") }
    END { print ran + 0, failed + 0 }')
  read -r tests_ran tests_failed <<<"$numbers"
  tests_passed=$((tests_ran - tests_failed))
}
