# shellcheck shell=bash
# What the demo's proofs are made of: waiting, looking at Jobs and their logs, saying what came true.

heading() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
note() { printf '   %s\n' "$*"; }
fail() {
  printf '   NOT TRUE: %s\n' "$*"
  return 1
}

k() { kubectl --namespace "$namespace" "$@"; }
sqs() { "$repo_dir/samples/sqs" "$@"; }

# eventually SECONDS WHAT COMMAND… : three times a second; a kubectl costs a tenth of a second of one core. The nodes of
# your own cluster may have to pull the image first, each of them.
eventually() {
  local limit=$1 what=$2 begin=$SECONDS
  [[ ${CLUSTER:-} != current ]] || limit=$((limit * 5))
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS - begin < limit)) || { fail "$what, not within $limit s"; return 1; }
    sleep 0.3
  done
}

jobs_of() { k get jobs --selector "$1" --sort-by=.metadata.creationTimestamp --output name; }

# succeeded_is SELECTOR NUMBER : so many of these Jobs are Complete.
succeeded_is() {
  local types
  types=$(k get jobs --selector "$1" --output 'jsonpath={.items[*].status.conditions[?(@.status=="True")].type}')
  [[ $(grep -o Complete <<<"$types" | wc -l) == "$2" ]]
}

# show_logs SELECTOR : what the containers of these Jobs wrote, each line behind its Job's name.
show_logs() {
  local job
  for job in $(jobs_of "$1"); do
    k logs "$job" --all-containers 2>/dev/null | sed "s|^|   ${job#job.batch/}: |"
  done
}

# logged SELECTOR TEXT : one of these Jobs wrote it.
logged() { grep -qF -- "$2" <<<"$(show_logs "$1")"; }

queue_is() { [[ $(sqs count "$1") == "$2" ]]; }

# received QUEUE TEXT : takes what is in the queue, and keeps it for later looks.
received() {
  sqs receive "$1" >>"$scratch/$1"
  grep -qF -- "$2" "$scratch/$1"
}

# chain_of SCHEDULE : the newest JobChain that it made.
chain_of() { k get jobchains --selector "tidemill.dev/batch-schedule=$1" --output 'jsonpath={.items[-1:].metadata.name}'; }

chain_is() { [[ $(k get jobchain "$1" --output 'jsonpath={.status.state}') == "$2" ]]; }

scheduled_chain_is() {
  local chain
  chain=$(chain_of "$1") && [[ -n $chain ]] && chain_is "$chain" "$2"
}

# step CHAIN STEP FIELD
step() { k get jobchain "$1" --output "jsonpath={.status.steps[?(@.name==\"$2\")].$3}"; }

# show_steps CHAIN
show_steps() {
  k get jobchain "$1" --output \
    'jsonpath={range .status.steps[*]}{.name}{"\t"}{.state}{"\tattempts "}{.attempts}{"\t"}{.startTime}{" to "}{.completionTime}{"\n"}{end}' |
    awk -F '\t' '{ printf "   %-14s %-10s %-11s %s\n", $1, $2, $3, $4 }'
}

# follows CHAIN LATER EARLIER : RFC 3339 in UTC sorts as text.
follows() { [[ ! $(step "$1" "$2" startTime) < $(step "$1" "$3" completionTime) ]]; }
