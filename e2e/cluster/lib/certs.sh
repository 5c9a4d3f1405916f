# shellcheck shell=bash
# Makes the instance's own certificate authority, its certificates and the kubeconfigs that hold them.

pki_dir=$local_dir/pki

new_key() { openssl ecparam -name prime256v1 -genkey -noout; }

make_ca() {
  [[ ! -f $pki_dir/ca.crt ]] || return 0
  new_key | write_file "$pki_dir/ca.key"
  openssl req -x509 -new -key "$pki_dir/ca.key" -subj /CN=tidemill-local -days 3650 | write_file "$pki_dir/ca.crt"
}

# certificate NAME SUBJECT [ALTERNATIVE_NAMES] : made once, again if the names differ.
certificate() {
  local name=$1 subject=$2 names=${3:-} wanted
  wanted="$subject $names"
  [[ $(cat "$pki_dir/$name.for" 2>/dev/null) != "$wanted" ]] || return 0
  new_key | write_file "$pki_dir/$name.key"
  {
    echo "extendedKeyUsage=clientAuth,serverAuth"
    [[ -z $names ]] || echo "subjectAltName=$names"
  } >"$pki_dir/$name.ext"
  openssl req -new -key "$pki_dir/$name.key" -subj "$subject" |
    openssl x509 -req -CA "$pki_dir/ca.crt" -CAkey "$pki_dir/ca.key" -set_serial "0x$(openssl rand -hex 16)" \
      -days 3650 -extfile "$pki_dir/$name.ext" 2>"$pki_dir/openssl.log" | write_file "$pki_dir/$name.crt"
  printf %s "$wanted" >"$pki_dir/$name.for"
}

# kubeconfig PATH USER_YAML : one that reaches this instance's API server.
kubeconfig() {
  write_file "$1" <<EOF
apiVersion: v1
kind: Config
current-context: tidemill
clusters:
- name: tidemill
  cluster:
    server: https://127.0.0.1:$port_apiserver
    certificate-authority-data: $(base64 -w0 "$pki_dir/ca.crt")
contexts:
- name: tidemill
  context: {cluster: tidemill, user: me, namespace: default}
users:
- name: me
  user: $2
EOF
}

# certificate_kubeconfig PATH NAME
certificate_kubeconfig() {
  kubeconfig "$1" "{client-certificate-data: $(base64 -w0 "$pki_dir/$2.crt"), client-key-data: $(base64 -w0 "$pki_dir/$2.key")}"
}

make_control_plane_certificates() {
  mkdir -p "$pki_dir"
  make_ca
  [[ -f $pki_dir/service-accounts.key ]] || new_key | write_file "$pki_dir/service-accounts.key"
  certificate apiserver /CN=kube-apiserver \
    IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes.default,DNS:kubernetes.default.svc
  certificate admin /O=system:masters/CN=admin
  certificate kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client
  certificate controller-manager /CN=system:kube-controller-manager
  certificate scheduler /CN=system:kube-scheduler
  certificate_kubeconfig "$local_dir/kubeconfig" admin
  certificate_kubeconfig "$pki_dir/controller-manager.kubeconfig" controller-manager
  certificate_kubeconfig "$pki_dir/scheduler.kubeconfig" scheduler
}
