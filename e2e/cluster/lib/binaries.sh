# shellcheck shell=bash
# Names the programs that are built from the Go modules of this folder, and where their cached copies lie.

# The folder of the Kubernetes module: another version is another folder. KWOK serves all of them.
kubernetes_module=${TIDEMILL_KUBERNETES:-kubernetes}

# The packages of each module, in the order in which they are wanted.
packages_of() {
  case $1 in
  kubernetes-*) packages_of kubernetes | grep -v kwok ;;
  kubernetes) printf '%s\n' \
    go.etcd.io/etcd/server/v3 k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kube-controller-manager \
    k8s.io/kubernetes/cmd/kubectl k8s.io/kubernetes/cmd/kube-scheduler k8s.io/kubernetes/cmd/kubelet \
    sigs.k8s.io/kwok/cmd/kwok ;;
  node) printf '%s\n' \
    github.com/containerd/containerd/v2/cmd/containerd github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2 \
    github.com/containerd/containerd/v2/cmd/ctr github.com/containernetworking/plugins/plugins/main/bridge \
    github.com/containernetworking/plugins/plugins/ipam/host-local \
    github.com/containernetworking/plugins/plugins/main/loopback ;;
  tools) printf '%s\n' helm.sh/helm/v3/cmd/helm ;;
  *) die "no such module: $1 (kubernetes, node, tools)" ;;
  esac
}

program_of() {
  case $1 in
  go.etcd.io/etcd/server/v3) echo etcd ;;
  *) basename "$1" ;;
  esac
}

# bin_dir MODULE : keyed by what determines the programs, so that two sets never mix.
bin_dir() {
  local module=$cluster_dir/$1 key
  [[ -f $module/go.sum ]] || die "$module has no go.sum"
  key=$({
    cat "$module/go.mod" "$module/go.sum"
    uname -m
  } | sha256sum | cut -c1-16)
  echo "$cache_dir/bin/$1-$key"
}

control_bin() { bin_dir "$kubernetes_module"; }
kwok_bin() { bin_dir kubernetes; }
node_bin() { bin_dir node; }
tools_bin() { bin_dir tools; }

# kubectl on the instance's cluster, as its administrator.
kube() { "$(control_bin)/kubectl" --kubeconfig "$local_dir/kubeconfig" "$@"; }
