# shellcheck shell=bash
# Runs a real node, containerd and kubelet, inside PID and mount namespaces of its own: killing their first process
# ends every container and mount of it, whatever state they were in.

node_data=$local_dir/data/node
# Mounted over inside the node, so they must exist outside.
hidden_paths=(/var/lib/kubelet /var/lib/cni /var/log/containers)

need_node_tools() {
  ((EUID == 0)) || die "a real node needs root: run this with sudo, or ask for simulated nodes with CLUSTER=kwok
(with those no container runs: nothing about logs, exit codes, messages in the pod or outputs is shown)"
  need ip iproute2
  need runc runc
  need nsenter util-linux
}

in_node() { nsenter --target "$(pid_of node)" --mount --pid -- "$@"; }

# start_in_node NAME COMMAND… : as start, but the PID file has the process itself, not nsenter, which waits for it.
start_in_node() {
  local name=$1
  shift
  START_CHILD=yes start "$name" nsenter --target "$(pid_of node)" --mount --pid -- "$@"
}

node_is_up() { in_node test -e /run/node-ready; }

start_namespaces() {
  ! alive node || return 0
  # A killed node's processes and mounts are gone with it; its data is what a machine finds after a power cut.
  make_hidden_paths
  mkdir -p "$node_data"
  remove_cgroups "$bridge"
  make_cgroups
  # The PID file has the first process inside: it is dead only when all others are.
  START_CHILD=yes start node unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
    "$cluster_dir/lib/node-init"
  WAIT_ON=node wait_for 60 "the node's namespaces" node_is_up
}

# The list of those that we made lies beside the claims: the last instance that goes takes them away.
make_hidden_paths() {
  local path
  for path in "${hidden_paths[@]}"; do
    [[ -d $path ]] || { mkdir -p "$path" && echo "$path" >>"$claims_dir/made-paths"; }
  done
}

make_bridge() {
  ip link show "$bridge" >/dev/null 2>&1 || ip link add "$bridge" type bridge
  ip link set "$bridge" alias "$local_dir" # so that it is known again
  ip address replace "$node_ip/24" dev "$bridge"
  ip link set "$bridge" up
}

write_network() {
  write_file "$node_data/cni/10-tidemill.conflist" <<EOF
{"cniVersion": "1.0.0", "name": "$bridge", "plugins": [{
  "type": "bridge", "bridge": "$bridge", "isGateway": false, "ipMasq": false,
  "ipam": {"type": "host-local", "dataDir": "/run/cni-addresses", "routes": [{"dst": "0.0.0.0/0"}],
           "ranges": [[{"subnet": "10.213.$instance.0/24", "gateway": "$node_ip"}]]}}]}
EOF
}

# Every container lies in a control group of this instance's name, so that what is left of a kill can be told.
make_cgroups() {
  local directory
  if [[ -f /sys/fs/cgroup/cgroup.controllers ]]; then
    for directory in cpuset cpu io memory pids hugetlb; do
      echo "+$directory" 2>/dev/null >/sys/fs/cgroup/cgroup.subtree_control || true
    done
    mkdir -p "/sys/fs/cgroup/$bridge"
  else
    for directory in /sys/fs/cgroup/*/; do mkdir -p "$directory$bridge"; done
  fi
}

# Where the kernel does not let us lower a process's OOM score, runc must not try.
lacks_resource_capability() {
  local effective
  effective=$(awk '$1 == "CapEff:" { print $2 }' /proc/self/status)
  ((!(0x$effective >> 24 & 1)))
}

snapshotter() {
  if in_node "$cluster_dir/lib/overlay-works" "$node_data"; then echo overlayfs; else echo native; fi
}

write_containerd_settings() {
  local restrict=false
  ! lacks_resource_capability || restrict=true
  write_file "$node_data/containerd.toml" <<EOF
version = 3
root = "$node_data/containerd"
state = "/run/containerd"
disabled_plugins = ["io.containerd.nri.v1.nri"]
[grpc]
address = "/run/containerd/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
path = "$node_data/opt"
[plugins."io.containerd.cri.v1.images"]
snapshotter = "$(snapshotter)"
[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "$pause_image"
[plugins."io.containerd.cri.v1.runtime"]
restrict_oom_score_adj = $restrict
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
BinaryName = "$(command -v runc)"
SystemdCgroup = false
[plugins."io.containerd.cri.v1.runtime".cni]
bin_dirs = ["$(node_bin)"]
conf_dir = "$node_data/cni"
EOF
}

start_containerd() {
  write_network
  write_containerd_settings
  START_INPUTS=$node_data/containerd.toml start_in_node containerd env PATH="$(node_bin):/usr/sbin:/usr/bin:/sbin:/bin" \
    "$(node_bin)/containerd" --config "$node_data/containerd.toml"
  WAIT_ON=containerd wait_for 90 "containerd" ctr version
}

# Its standard error repeats containerd's deprecations at each call.
ctr() { in_node "$(node_bin)/ctr" --address /run/containerd/containerd.sock --namespace k8s.io "$@" 2>>"$local_dir/logs/ctr.log"; }

import_images() {
  local have
  pack_images
  have=$(ctr images list -q)
  grep -qxF "$busybox_image" <<<"$have" || ctr images import "$images_dir/busybox.tar" >/dev/null
  grep -qxF "$pause_image" <<<"$have" || ctr images import "$images_dir/pause.tar" >/dev/null
}

write_kubelet_settings() {
  write_file "$node_data/resolv.conf" </etc/resolv.conf
  write_file "$node_data/kubelet.yaml" <<EOF
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $node_ip
port: $port_kubelet
healthzBindAddress: 127.0.0.1
healthzPort: $port_kubelet_health
authentication: {anonymous: {enabled: false}, webhook: {enabled: false}, x509: {clientCAFile: $pki_dir/ca.crt}}
authorization: {mode: AlwaysAllow}
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$bridge
enforceNodeAllocatable: [pods]
failCgroupV1: false
failSwapOn: false
makeIPTablesUtilChains: false
oomScoreAdj: 0
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
resolvConf: $node_data/resolv.conf
podLogsDir: $node_data/pod-logs
volumePluginDir: $node_data/volume-plugins
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%, nodefs.inodesFree: 1%}
imageGCHighThresholdPercent: 100
maxOpenFiles: $(ulimit -Hn | sed s/unlimited/1000000/)
maxPods: 200
kubeAPIQPS: 200
kubeAPIBurst: 400
eventRecordQPS: 50
nodeStatusUpdateFrequency: 5s
syncFrequency: 10s
EOF
}

start_kubelet() {
  port kubelet
  port kubelet-health kubelet
  certificate node /O=system:nodes/CN=system:node:node "IP:$node_ip"
  certificate_kubeconfig "$pki_dir/node.kubeconfig" node
  write_kubelet_settings
  START_INPUTS=$node_data/kubelet.yaml start_in_node kubelet "$(control_bin)/kubelet" --config "$node_data/kubelet.yaml" \
    --kubeconfig "$pki_dir/node.kubeconfig" --root-dir "$node_data/kubelet" --cert-dir "$node_data/kubelet-pki" \
    --tls-cert-file "$pki_dir/node.crt" --tls-private-key-file "$pki_dir/node.key" \
    --node-ip "$node_ip" --hostname-override node
}

start_node() {
  bridge=tidemill$instance node_ip=10.213.$instance.1
  start_namespaces
  make_bridge
  start_containerd
  import_images
  start_kubelet
}

# Ready by the word of this kubelet, not by what an earlier one last wrote.
node_ready() {
  WAIT_ON="containerd kubelet" wait_for 180 "the kubelet" curl -fs -m 2 "http://127.0.0.1:$port_kubelet_health/healthz"
  WAIT_ON="containerd kubelet" wait_for 180 "the node to be Ready" kube wait --for=condition=Ready node/node --timeout=5s
}

stop_node() {
  local index
  stop node KILL
  stop kubelet KILL
  stop containerd KILL
  index=$(cat "$local_dir/instance" 2>/dev/null) || return 0
  ! ip link show "tidemill$index" >/dev/null 2>&1 || ip link delete "tidemill$index"
  remove_cgroups "tidemill$index"
}

# Called once the claim is given back, under nobody's claim: with another instance left, its node may still hide them.
remove_hidden_paths() {
  [[ -f $claims_dir/made-paths ]] || return 0
  (
    flock 6
    for claim in "$claims_dir"/*; do
      [[ ! -L $claim || ! -e $claim/instance ]] || exit 0
    done
    tac "$claims_dir/made-paths" | while read -r path; do rmdir "$path" 2>/dev/null || true; done
    rm -f "$claims_dir/made-paths"
  ) 6>"$claims_dir/lock"
}
