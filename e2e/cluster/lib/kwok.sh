# shellcheck shell=bash
# Runs simulated nodes: KWOK in place of their kubelets, so that thousands of pods cost nothing but API calls.

kwok_nodes=${TIDEMILL_KWOK_NODES:-4}

# One simulated node; beside a real one only pods that tolerate it are put there.
kwok_node() {
  local taints='[]'
  [[ -z $2 ]] || taints='[{key: kwok.x-k8s.io/node, value: fake, effect: NoSchedule}]'
  cat <<EOF
---
apiVersion: v1
kind: Node
metadata:
  name: kwok-$1
  annotations: {kwok.x-k8s.io/node: fake, node.alpha.kubernetes.io/ttl: "0"}
  labels: {type: kwok, kubernetes.io/hostname: kwok-$1, kubernetes.io/os: linux}
spec: {taints: $taints}
EOF
}

# start_kwok TAINTED
start_kwok() {
  local number
  port kwok
  START_INPUTS=$cluster_dir/lib/stages.yaml start kwok "$(kwok_bin)/kwok" --kubeconfig "$local_dir/kubeconfig" \
    --config "$cluster_dir/lib/stages.yaml" --manage-nodes-with-annotation-selector kwok.x-k8s.io/node=fake \
    --v WARN --node-lease-duration-seconds 200 --server-address "127.0.0.1:$port_kwok"
  for ((number = 1; number <= kwok_nodes; number++)); do kwok_node "$number" "$1"; done |
    kube apply --server-side -f - >/dev/null
}

kwok_ready() {
  WAIT_ON=kwok wait_for 120 "the simulated nodes to be Ready" \
    kube wait --for=condition=Ready node -l type=kwok --timeout=5s
}
