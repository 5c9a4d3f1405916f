# shellcheck shell=bash
# Installs in the cluster what the operator needs beside its process: CRDs, namespace, service account and its rights.

operator_namespace=tidemill-system
operator_account=tidemill-operator

manifests() {
  printf '%s\n' "$repo_dir"/crds/crds/*.yaml "$repo_dir"/deploy/namespace.yaml \
    "$repo_dir"/deploy/rendered/{rbac,user-roles}.yaml
}

# install_manifests : skips what this very cluster already got from here; its Deployment is never applied, the
# operator runs as a process of this machine.
install_manifests() {
  local file digest uid files=()
  while read -r file; do files+=("$file"); done < <(manifests)
  uid=$(kube get namespace kube-system -o 'jsonpath={.metadata.uid}')
  digest=$({ cat "${files[@]}" && echo "$uid"; } | sha256sum | cut -c1-16)
  [[ $(cat "$local_dir/installed" 2>/dev/null) != "$digest" ]] || return 0
  say "installing the CRDs and the operator's rights"
  for file in "${files[@]}"; do printf -- '---\n' && cat "$file"; done |
    kube apply --server-side --force-conflicts -f - >>"$local_dir/logs/install.log"
  kube wait --for=condition=Established --timeout=90s \
    crd/batchschedules.tidemill.dev crd/queuetriggers.tidemill.dev crd/jobchains.tidemill.dev >>"$local_dir/logs/install.log"
  echo "$digest" >"$local_dir/installed"
}

# operator_kubeconfig PATH : the cluster with a token of the operator's service account, and no other credential.
operator_kubeconfig() {
  local part=$1.tmp.$BASHPID user token
  token=$(kube create token "$operator_account" --namespace "$operator_namespace" \
    --duration "${TIDEMILL_TOKEN_DURATION:-24h}")
  kube config view --minify --flatten --raw | write_file "$part"
  user=$(kube config view --minify -o 'jsonpath={.users[0].name}')
  [[ -z $user ]] || "$(control_bin)/kubectl" --kubeconfig "$part" config delete-user "$user" >/dev/null
  "$(control_bin)/kubectl" --kubeconfig "$part" config set-credentials "$operator_account" --token "$token" >/dev/null
  "$(control_bin)/kubectl" --kubeconfig "$part" config set-context --current --user "$operator_account" >/dev/null
  mv -f "$part" "$1"
}
