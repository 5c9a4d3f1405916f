# shellcheck shell=bash
# shellcheck disable=SC2154 # namespace, scratch, second and cluster_dir are set by: run
# The demo's proofs, one for each system that Tidemill takes over from.

proven() { echo "$*" >>"$scratch/proven"; }

prove_named_jobs() {
  local jobs=tidemill.dev/queue-trigger=maintenance number
  eventually 30 "three Jobs succeed" succeeded_is "$jobs" 3 || return
  show_logs "$jobs"
  for number in 1 2 3; do
    logged "$jobs" "job$number: " || { fail "no Job ran for job$number"; return 1; }
  done
  eventually 10 "the queue is empty" queue_is maintenance "0 0" || return
  proven "1. Queue message names a job: job1, job2, job3 each became a Job, and was deleted once the cluster had it"
}

prove_etl() {
  local chain next
  eventually 30 "the chain succeeds" scheduled_chain_is daily-etl Succeeded || return
  chain=$(chain_of daily-etl)
  show_steps "$chain"
  show_logs "tidemill.dev/job-chain=$chain"
  follows "$chain" aggregator analyzer && follows "$chain" deployer aggregator ||
    { fail "a step began before the one before it had ended"; return 1; }
  logged "tidemill.dev/job-chain=$chain" "mode delta" || { fail "the run by hand kept its old parameters"; return 1; }
  next=$(k get batchschedule daily-etl --output 'jsonpath={.status.nextScheduleTimes[*]}')
  [[ $(wc -w <<<"$next") == 3 ]] || { fail "the next three times are: $next"; return 1; }
  note "next times: $next"
  proven "3. Daily ETL chain: analyzer, aggregator, deployer one after the other, by hand with MODE=delta; next at ${next%% *}"
}

prove_container_apps() {
  local chain files=tidemill.dev/queue-trigger=uploads
  eventually 30 "the chain of billing succeeds" scheduled_chain_is billing Succeeded || return
  chain=$(chain_of billing)
  show_steps "$chain"
  show_logs "tidemill.dev/job-chain=$chain"
  [[ $(step "$chain" bill attempts) == 2 ]] || { fail "bill was not tried twice"; return 1; }
  follows "$chain" bill prepare && follows "$chain" finish bill || { fail "a step came too early"; return 1; }
  eventually 30 "the chain month-end succeeds" chain_is month-end Succeeded || return
  show_steps month-end
  [[ $(step month-end load-payments attempts) == 2 ]] || { fail "load-payments was not tried twice"; return 1; }
  follows month-end report load-orders && follows month-end report load-payments ||
    { fail "report began before what it depends on"; return 1; }
  eventually 20 "the uploaded file is imported" succeeded_is "$files" 1 || return
  show_logs "$files"
  logged "$files" "importing reports/2026/Köln east.csv from incoming" || { fail "bucket or key are wrong"; return 1; }
  proven "4. Container-apps jobs: cron with a step before and after, retries (2 attempts), dependencies, a file event with its decoded key"
}

prove_message_queue() {
  local orders=tidemill.dev/queue-trigger=orders payments=tidemill.dev/queue-trigger=payments begin before at held
  before=$(jobs_of "$orders" | wc -l)
  begin=$(date +%s%N)
  sqs send orders '{"Type": "ship", "order": "1004"}' tenant=acme >/dev/null
  eventually 10 "the Job is there" more_jobs_than "$before" "$orders" || return
  note "a Job was there $((($(date +%s%N) - begin) / 1000000)) ms after its message was sent"
  at=$(date -u -d '+8 seconds' +%FT%TZ)
  sqs send orders "{\"Type\": \"ship\", \"order\": \"1005\", \"runAt\": \"$at\"}" >/dev/null
  eventually 5 "the Job of order 1005 is held" holds_one "$orders" || return
  note "order 1005 is for $at: job/$held is there, suspended"
  eventually 20 "order 1004 is shipped" logged "$orders" "shipping order 1004 of acme" || return
  eventually 20 "order 1001 is abandoned, and packed later" logged "$orders" "packing order 1001 at receive" || return
  show_logs "$orders"
  eventually 20 "the invalid order is a dead letter" received orders-dead '"order": "1002"' || return
  sed 's/^/   orders-dead: /' "$scratch/orders-dead"
  eventually 20 "the payment is a dead letter" received payments-dead '"order": "1003"' || return
  show_logs "$payments"
  sed 's/^/   payments-dead: /' "$scratch/payments-dead"
  grep -q '^tidemill-reason=.' "$scratch/payments-dead" || { fail "the dead letter has no reason"; return 1; }
  [[ $(jobs_of "$payments" | wc -l) == 2 ]] || { fail "the payment was not tried twice"; return 1; }
  eventually 20 "order 1005 is shipped" logged "$orders" "shipping order 1005 of public" || return
  [[ ! $(k get job "$held" --output 'jsonpath={.status.startTime}') < $at ]] || { fail "order 1005 was shipped too early"; return 1; }
  proven "5. Jobs on a message queue: Type picked the handler; at once, completed, dead-lettered, abandoned and taken again, scheduled"
}

# holds_one SELECTOR : sets `held`, a Job that is suspended until its time.
holds_one() {
  held=$(k get jobs --selector "$1" --output 'jsonpath={.items[?(@.spec.suspend==true)].metadata.name}')
  [[ -n $held ]]
}

more_jobs_than() { (($(jobs_of "$2" | wc -l) > $1)); }

# running SELECTOR TEXT : a Job that has not ended wrote it.
running() {
  local job
  for job in $(k get jobs --selector "$1" --output 'jsonpath={.items[?(@.status.active==1)].metadata.name}'); do
    ! k logs "job/$job" 2>/dev/null | grep -F -- "$2" || return 0
  done
  return 1
}

# report_runs : sets `order`. The report of order 1000 runs since the beginning; on a slow machine it may be over.
report_runs() {
  order=1000
  running "$orders" "the report on order $order" >/dev/null && return
  order=2000
  sqs send orders "{\"Type\": \"report\", \"order\": \"$order\"}" >/dev/null
  eventually 30 "a report runs" running "$orders" "the report on order $order"
}

# report_is_written : to its end, by a Job whose message had been received once.
report_is_written() {
  local job
  for job in $(jobs_of "$orders"); do
    [[ $(k logs "$job" 2>/dev/null) != *"report on order $order "*"received 1 time"* ]] || return 0
  done
  return 1
}

prove_takeover() {
  local begin order orders=tidemill.dev/queue-trigger=orders
  wait "$second" || { cat "$scratch/operator-2" && fail "no second operator"; return 1; }
  report_runs || return
  "$cluster_dir/operator" kill operator 2>/dev/null
  begin=$SECONDS
  note "killed the operator that leads, while the report on order $order runs"
  # The queue still answers the last long poll of the dead, of up to 3 s: what it takes then would be hidden for 60 s.
  sleep 4
  sqs send maintenance job1 >/dev/null
  note "sent job1 to maintenance, while nobody leads"
  # A schedule that was applied lately is acted upon a minute after the takeover.
  eventually 100 "the second operator runs a Job" succeeded_is tidemill.dev/queue-trigger=maintenance 4 || return
  note "the second operator took over, and a Job of its own was complete $((SECONDS - begin)) s after the kill"
  "$cluster_dir/operator" start operator 2>"$scratch/operator" &
  eventually 60 "the report on order $order is written" report_is_written || return
  eventually 20 "its message is deleted" queue_is orders "0 0" || return
  [[ $(show_logs "$orders" | grep -c "report on order $order ") == 1 ]] || { fail "the report was written twice"; return 1; }
  note "the report took longer than its lock of 30 s, was received once, and its message is deleted"
  wait "$!" || { cat "$scratch/operator" && fail "the first operator does not start again"; return 1; }
  "$cluster_dir/operator" stop operator-2 2>/dev/null
  proven "   and: a lock renewed beyond its 30 s, by two operators: the second took over from the killed one"
}
