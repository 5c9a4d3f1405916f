# shellcheck shell=bash
# Runs etcd, the API server, the controller manager and the scheduler. Flags in TIDEMILL_*_FLAGS come last and win.

api_answers() {
  curl -fs -m 2 --cacert "$pki_dir/ca.crt" "https://127.0.0.1:$port_apiserver/readyz"
}

start_etcd() {
  mkdir -p "$local_dir/data"
  start etcd "$bin/etcd" --data-dir "$local_dir/data/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "http://127.0.0.1:$port_etcd" --advertise-client-urls "http://127.0.0.1:$port_etcd" \
    --listen-peer-urls "http://127.0.0.1:$port_etcd_peer" --initial-advertise-peer-urls "http://127.0.0.1:$port_etcd_peer" \
    --initial-cluster "default=http://127.0.0.1:$port_etcd_peer" \
    --quota-backend-bytes $((8 << 30)) --auto-compaction-retention 5m
}

start_apiserver() {
  # The address is never dialled: without kube-proxy nothing leads to it, and loopback is refused here.
  # shellcheck disable=SC2086 # the flags of a user are several words
  start apiserver "$bin/kube-apiserver" --bind-address 127.0.0.1 --secure-port "$port_apiserver" \
    --advertise-address "10.213.$instance.1" --endpoint-reconciler-type none \
    --etcd-servers "http://127.0.0.1:$port_etcd" --authorization-mode Node,RBAC --client-ca-file "$pki_dir/ca.crt" \
    --tls-cert-file "$pki_dir/apiserver.crt" --tls-private-key-file "$pki_dir/apiserver.key" \
    --kubelet-client-certificate "$pki_dir/kubelet-client.crt" --kubelet-client-key "$pki_dir/kubelet-client.key" \
    --kubelet-preferred-address-types InternalIP --service-cluster-ip-range 10.96.0.0/16 \
    --service-account-issuer https://kubernetes.default.svc \
    --service-account-key-file "$pki_dir/service-accounts.key" \
    --service-account-signing-key-file "$pki_dir/service-accounts.key" \
    --max-requests-inflight "${TIDEMILL_MAX_REQUESTS_INFLIGHT:-800}" \
    --max-mutating-requests-inflight "${TIDEMILL_MAX_MUTATING_REQUESTS_INFLIGHT:-400}" \
    --profiling=false ${TIDEMILL_APISERVER_FLAGS:-}
}

start_controller_manager() {
  # shellcheck disable=SC2086
  START_INPUTS=$pki_dir/controller-manager.kubeconfig start controller-manager "$bin/kube-controller-manager" \
    --kubeconfig "$pki_dir/controller-manager.kubeconfig" --bind-address 127.0.0.1 \
    --secure-port "$port_controller_manager" --leader-elect=false --use-service-account-credentials \
    --service-account-private-key-file "$pki_dir/service-accounts.key" --root-ca-file "$pki_dir/ca.crt" \
    --kube-api-qps "${TIDEMILL_KUBE_API_QPS:-500}" --kube-api-burst "${TIDEMILL_KUBE_API_BURST:-1000}" \
    --concurrent-job-syncs "${TIDEMILL_CONCURRENT_JOB_SYNCS:-20}" \
    --concurrent-cron-job-syncs "${TIDEMILL_CONCURRENT_CRON_JOB_SYNCS:-20}" \
    --profiling=false ${TIDEMILL_CONTROLLER_MANAGER_FLAGS:-}
}

start_scheduler() {
  port scheduler
  # shellcheck disable=SC2086
  START_INPUTS=$pki_dir/scheduler.kubeconfig start scheduler "$bin/kube-scheduler" \
    --kubeconfig "$pki_dir/scheduler.kubeconfig" --bind-address 127.0.0.1 --secure-port "$port_scheduler" \
    --leader-elect=false --kube-api-qps "${TIDEMILL_KUBE_API_QPS:-500}" \
    --kube-api-burst "${TIDEMILL_KUBE_API_BURST:-1000}" --profiling=false ${TIDEMILL_SCHEDULER_FLAGS:-}
}

start_control_plane() {
  bin=$(control_bin)
  port etcd
  port etcd-peer etcd
  port apiserver
  port controller-manager
  make_control_plane_certificates
  start_etcd
  start_apiserver
  WAIT_ON="etcd apiserver" wait_for 180 "the API server" api_answers
  start_controller_manager
}

# Pods are refused before the controller manager has made their service account.
control_plane_ready() {
  WAIT_ON="apiserver controller-manager" wait_for 120 "the default service account" kube get serviceaccount default -n default
}
